package io.lanistr.estimator;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * The parts of Spark ML that are private to it in Scala: how a stage's metadata JSON is written and
 * read. Kept in one place because they may move between Spark versions.
 */
final class SparkInternals {
  private SparkInternals() {}

  /** Writes {@code path/metadata}: class, uid and Params of a stage. */
  static void saveMetadata(Params stage, String path, SparkSession session) {
    DefaultParamsWriter$.MODULE$.saveMetadata(
        stage, path, session.sparkContext(), Option.empty(), Option.empty());
  }

  /** Reads {@code path/metadata} and checks that it is of this class. */
  static DefaultParamsReader.Metadata loadMetadata(
      String path, Class<?> stage, SparkSession session) {
    return DefaultParamsReader$.MODULE$.loadMetadata(path, session.sparkContext(), stage.getName());
  }

  /** Sets the Params that the metadata holds. */
  static void setParams(Params stage, DefaultParamsReader.Metadata metadata) {
    metadata.getAndSetParams(stage, Option.empty());
  }
}
