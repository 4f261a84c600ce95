package io.lanistr.cluster;

import io.lanistr.cluster.app.CallsToDriver;
import io.lanistr.cluster.app.Pretraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * What each further executor costs: microseconds of a call to the driver, and milliseconds of a
 * step in which each executor has one row of a tiny network, so that hardly anything is computed.
 * All JVMs share the cores of this machine, so these are upper bounds. Measures only; not part of
 * the test run: {@code mvn -pl integration-tests -am test -Dtest=ScalingBench
 * -Dsurefire.failIfNoSpecifiedTests=false}. Needs 14 GB of memory.
 */
class ScalingBench {
  private static final Path FOLDER = Path.of("target", "cluster", "scaling").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int MOST = 16;
  private static final int STEPS = 300;
  private static final Pattern MICROS = Pattern.compile("^calls of .*: ([0-9.]+) us");

  @Test
  void costOfFurtherExecutors() {
    try (StandaloneCluster cluster = new StandaloneCluster(FOLDER, MOST, 1, "700m")) {
      Path data = FOLDER.resolve("rows");
      try (SparkSession spark =
          SparkSession.builder().master("local[1]").appName("bench").getOrCreate()) {
        SyntheticRows.table(spark, MOST * STEPS, 0, 5).write().parquet(data.toString());
      }
      System.out.printf("%9s %12s %12s%n", "executors", "us a call", "ms a step");
      for (int executors = 2; executors <= MOST; executors *= 2) {
        Submission.Result calls =
            PretrainingRun.measured(cluster, "calls" + executors, FOLDER, executors, 1, "512m")
                .run(CallsToDriver.class.getName(), List.of(), LIMIT);
        Submission steps =
            PretrainingRun.measured(cluster, "steps" + executors, FOLDER, executors, 1, "512m");
        List<String> arguments =
            PretrainingRun.arguments(
                steps,
                data,
                "text=only",
                "width=8",
                "batch=" + executors,
                "epochs=1",
                "stop=" + STEPS);
        Submission.Result made = steps.run(Pretraining.class.getName(), arguments, LIMIT);
        System.out.printf(
            Locale.ROOT,
            "%9d %12.1f %12.1f%n",
            executors,
            LateLines.medians(calls, MICROS, cluster)[0],
            LateLines.medians(made, LateLines.STEP, cluster)[0]);
      }
    }
  }
}
