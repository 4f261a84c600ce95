package io.lanistr.cluster;

import io.lanistr.cluster.app.Pretraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * What distribution costs: milliseconds of a step of the same network and rows in one JVM without
 * Spark, in {@code local[2]}, and on two executors of one core. Measures only; not part of the test
 * run: {@code mvn -pl integration-tests -am test -Dtest=OverheadBench
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class OverheadBench {
  private static final Path FOLDER = Path.of("target", "cluster", "overhead").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Pattern MILLIS = Pattern.compile("^step \\d+ of \\d+, .*, ([0-9.]+) ms");

  @Test
  void millisecondsOfAStep() {
    try (StandaloneCluster cluster = new StandaloneCluster(FOLDER, 2, "3g")) {
      Path data = FOLDER.resolve("rows");
      try (SparkSession spark =
          SparkSession.builder().master("local[1]").appName("bench").getOrCreate()) {
        SyntheticRows.table(spark, 480, 0, 5).repartition(2).write().parquet(data.toString());
      }
      System.out.printf(
          "%-8s %6s %10s %10s %14s%n", "size", "batch", "plain", "local[2]", "2 executors");
      for (String size : List.of("tiny", "small", "medium")) {
        for (int batch : new int[] {48, 240}) {
          System.out.printf(
              Locale.ROOT,
              "%-8s %6d %10.1f %10.1f %14.1f%n",
              size,
              batch,
              median(cluster, data, size, batch, "local[2]", true),
              median(cluster, data, size, batch, "local[2]", false),
              median(cluster, data, size, batch, cluster.url(), false));
        }
      }
    }
  }

  private static double median(
      StandaloneCluster cluster, Path data, String size, int batch, String master, boolean plain) {
    Submission submission =
        cluster
            .submission(size + batch + (plain ? "plain" : master.substring(0, 5)))
            .longRun()
            .jar(TestJar.ofPackage(Pretraining.class, FOLDER.resolve("app.jar")))
            .conf("spark.master", master)
            .conf("spark.driver.memory", "3g")
            .conf("spark.executor.memory", "2g")
            .conf("spark.executor.cores", "1")
            .conf("spark.cores.max", "2");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "data=" + data,
                "model=" + submission.folder().resolve("model"),
                "size=" + size,
                "batch=" + batch,
                "epochs=" + (batch < 100 ? 10 : 30)));
    if (plain) {
      arguments.add("plain=2");
    }
    Submission.Result result = submission.run(Pretraining.class.getName(), arguments, LIMIT);
    double[] steps =
        result.output().stream()
            .map(MILLIS::matcher)
            .filter(Matcher::find)
            .mapToDouble(found -> Double.parseDouble(found.group(1)))
            .toArray();
    if (result.exitCode() != 0 || steps.length == 0) {
      throw new IllegalStateException(result.printed() + cluster.logs());
    }
    double[] late = Arrays.copyOfRange(steps, steps.length / 2, steps.length);
    Arrays.sort(late);
    return late[late.length / 2];
  }
}
