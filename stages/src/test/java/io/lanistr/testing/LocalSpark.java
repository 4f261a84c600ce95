package io.lanistr.testing;

import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session of a test JVM: {@code local[2]}, no user interface, two shuffle partitions.
 *
 * <p>Tests never stop it; Spark's own shutdown hook does. A test that needs other static settings
 * starts a JVM of its own.
 */
public final class LocalSpark {
  private LocalSpark() {}

  /** The shared session, started by the first call. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .appName("lanistr-tests")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.default.parallelism", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.speculation", "false")
            .config("spark.shuffle.reduceLocality.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }
}
