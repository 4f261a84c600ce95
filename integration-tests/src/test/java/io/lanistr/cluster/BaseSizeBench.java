package io.lanistr.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.repeat;

import io.lanistr.cluster.app.Pretraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * What distribution costs at the base size (BERT-base and six layers of fusion, on texts of 64
 * tokens): seconds of a step on two executors of one core, and on one of two cores, each against
 * plain training of the same network and rows in two threads of one JVM. Both of a pair are there
 * at once and take turns, as a machine's speed can change within minutes by more than what is
 * measured. Measures only; not part of the test run: {@code mvn -pl integration-tests -am test
 * -Dtest=BaseSizeBench -Dsurefire.failIfNoSpecifiedTests=false}. Takes about 40 minutes with 128
 * texts a step ({@code -Dlanistr.bench.texts}), and all of 24 GB of memory.
 */
class BaseSizeBench {
  private static final Path FOLDER = Path.of("target", "cluster", "base").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int TEXTS = Integer.getInteger("lanistr.bench.texts", 128);

  /** In the first half, the compiler is still at work. */
  private static final int ROUNDS = 10;

  /** Where steps are made. */
  private enum Where {
    PLAIN("plain", "7g", 0),
    EXECUTOR("1 executor", "6g", 1),
    EXECUTORS("2 executors", "6g", 2);

    private final String title;
    private final String driverMemory;
    private final int executors;

    Where(String title, String driverMemory, int executors) {
      this.title = title;
      this.driverMemory = driverMemory;
      this.executors = executors;
    }
  }

  @Test
  void secondsOfAStep() {
    try (StandaloneCluster cluster = new StandaloneCluster(FOLDER, 2, 2, "9g")) {
      Path data = FOLDER.resolve("rows");
      try (SparkSession spark =
          SparkSession.builder().master("local[1]").appName("bench").getOrCreate()) {
        SyntheticRows.table(spark, 8000, 0, 5)
            .filter(col("text").isNotNull())
            .withColumn("text", repeat(col("text"), 32))
            .repartition(2)
            .write()
            .parquet(data.toString());
      }
      compare(cluster, data, Where.EXECUTORS);
      compare(cluster, data, Where.EXECUTOR);
    }
  }

  private static void compare(StandaloneCluster cluster, Path data, Where where) {
    double[] plainSeconds = new double[ROUNDS];
    double[] seconds = new double[ROUNDS];
    try (StepByStep plain = start(cluster, data, Where.PLAIN, "plain-beside-" + where);
        StepByStep other = start(cluster, data, where, where.name())) {
      for (int round = 0; round < ROUNDS; round++) {
        plainSeconds[round] = plain.step();
        seconds[round] = other.step();
        System.out.printf(
            Locale.ROOT,
            "round %d of %d: plain %.2f s, %s %.2f s%n",
            round + 1,
            ROUNDS,
            plainSeconds[round],
            where.title,
            seconds[round]);
      }
      double[] millis = other.medians();
      System.out.printf(
          Locale.ROOT,
          "%d texts, means of the later half: plain %.2f s, %s %.2f s, %.1f %% more;"
              + " medians: computing %.2f s, waiting %.2f s%n",
          TEXTS,
          lateMean(plainSeconds),
          where.title,
          lateMean(seconds),
          100 * (lateMean(seconds) / lateMean(plainSeconds) - 1),
          millis[2] / 1e3,
          millis[5] / 1e3);
    }
  }

  private static double lateMean(double[] rounds) {
    return Arrays.stream(rounds, rounds.length / 2, rounds.length).average().orElseThrow();
  }

  private static StepByStep start(StandaloneCluster cluster, Path data, Where where, String name) {
    Submission submission =
        PretrainingRun.onTwoCores(cluster, name, FOLDER, where.executors, "8g")
            .conf("spark.driver.memory", where.driverMemory)
            .conf("spark.driver.maxResultSize", "0");
    List<String> arguments =
        PretrainingRun.arguments(
            submission,
            data,
            "size=base",
            "text=only",
            "tokens=64",
            "micro=8",
            "batch=" + TEXTS,
            "epochs=1");
    if (where == Where.PLAIN) {
      arguments.add("plain=2");
    }
    return new StepByStep(
        submission.start(Pretraining.class.getName(), arguments),
        where == Where.PLAIN ? List::of : cluster::executors,
        LIMIT);
  }
}
