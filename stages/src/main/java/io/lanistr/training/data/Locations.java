package io.lanistr.training.data;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockManagerId;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Executors as preferred locations of partitions. */
public final class Locations {
  /** Leaves the location open, as there is only one in local mode. */
  public static final String ANY = "";

  private Locations() {}

  /** How Spark's scheduler names an executor, or {@link #ANY} for the driver. */
  public static String of(BlockManagerId executor) {
    return executor.isDriver() ? ANY : "executor_" + executor.host() + "_" + executor.executorId();
  }

  /** The executor that this task runs in. */
  static String here() {
    return of(SparkEnv.get().blockManager().blockManagerId());
  }

  /** What an RDD's {@code getPreferredLocations} returns for one location. */
  public static Seq<String> preferred(String location) {
    List<String> preferred = location.equals(ANY) ? List.of() : List.of(location);
    return JavaConverters.asScalaBufferConverter(preferred).asScala();
  }
}
