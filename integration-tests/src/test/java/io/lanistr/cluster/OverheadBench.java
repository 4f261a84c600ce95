package io.lanistr.cluster;

import io.lanistr.cluster.app.Pretraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * What distribution costs: milliseconds of a step of the same network and rows in one JVM without
 * Spark, in {@code local[2]}, on one executor of two cores, and on two of one core, there also with
 * gradients and weights cut to 16 bits. Measures only; not part of the test run: {@code mvn -pl
 * integration-tests -am test -Dtest=OverheadBench -Dsurefire.failIfNoSpecifiedTests=false}. {@link
 * BaseSizeBench} is for the base size.
 */
class OverheadBench {
  private static final Path FOLDER = Path.of("target", "cluster", "overhead").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** Where steps are made. */
  private enum Where {
    PLAIN("plain", 0, List.of("plain=2")),
    LOCAL("local[2]", 0, List.of()),
    EXECUTOR("1 executor", 1, List.of()),
    EXECUTORS("2 executors", 2, List.of()),
    TRUNCATED("truncated", 2, List.of("compression=truncated"));

    private final String title;
    private final int executors;
    private final List<String> arguments;

    /**
     * @param executors that share two cores; 0 for none but the driver
     */
    Where(String title, int executors, List<String> arguments) {
      this.title = title;
      this.executors = executors;
      this.arguments = arguments;
    }
  }

  @Test
  void millisecondsOfAStep() {
    try (StandaloneCluster cluster = new StandaloneCluster(FOLDER, 2, 2, "3g")) {
      Path data = FOLDER.resolve("rows");
      try (SparkSession spark =
          SparkSession.builder().master("local[1]").appName("bench").getOrCreate()) {
        SyntheticRows.table(spark, 480, 0, 5).repartition(2).write().parquet(data.toString());
      }
      System.out.printf(
          "%-8s %6s %-12s %10s %10s %10s %10s %10s %10s%n",
          "size",
          "batch",
          "where",
          "ms",
          "reading",
          "computing",
          "exchanging",
          "updating",
          "waiting");
      for (String size : List.of("tiny", "small", "medium")) {
        for (int batch : new int[] {48, 240}) {
          for (Where where : Where.values()) {
            print(size, batch, where.title, medians(cluster, data, size, batch, where));
          }
        }
      }
    }
  }

  private static void print(String size, int batch, String where, double[] millis) {
    StringBuilder line = new StringBuilder();
    line.append(String.format("%-8s %6d %-12s", size, batch, where));
    for (double one : millis) {
      line.append(Double.isNaN(one) ? "" : String.format(Locale.ROOT, " %10.1f", one));
    }
    System.out.println(line);
  }

  /** Milliseconds of a step: of the whole, then of its parts. */
  private static double[] medians(
      StandaloneCluster cluster, Path data, String size, int batch, Where where) {
    Submission submission =
        PretrainingRun.onTwoCores(
                cluster, size + batch + "-" + where, FOLDER, where.executors, "2g")
            .conf("spark.driver.memory", "3g");
    List<String> arguments =
        PretrainingRun.arguments(
            submission,
            data,
            "size=" + size,
            "batch=" + batch,
            "epochs=" + (batch < 100 ? 10 : 30));
    arguments.addAll(where.arguments);
    return LateLines.medians(
        submission.run(Pretraining.class.getName(), arguments, LIMIT), LateLines.STEP, cluster);
  }
}
