package io.lanistr.pipeline.testing;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of this module's test JVM; tests never stop it. */
public final class LocalSpark {
  private LocalSpark() {}

  /** The shared session, started by the first call. */
  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("lanistr-pipeline-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }
}
