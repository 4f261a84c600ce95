package io.lanistr.pipeline.data;

import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A data set that the project can build for itself, so that it can be tried at once. */
public interface QuickStartDataset {

  /** Its name, also on the command line. */
  String name();

  /** Version of its content; another content has another version. */
  int version();

  /** Who made the sources, under which licences: to be shown wherever results are. */
  String attribution();

  /** How many training rows keep their label in the few-label setting, unless told otherwise. */
  int labelledRows();

  /**
   * SHA-256 of its content as {@link io.lanistr.pipeline.data.table.ContentFingerprint} defines it.
   */
  String fingerprint();

  /**
   * Builds it as Parquet in {@code folder}: all of it, checked against the fingerprint, or nothing.
   *
   * @throws IllegalArgumentException when the folder is already there
   * @throws io.lanistr.pipeline.data.packages.PackageException when a source cannot be got
   * @throws IllegalStateException when what was built is not what the fingerprint says
   */
  void build(SparkSession spark, Path folder);
}
