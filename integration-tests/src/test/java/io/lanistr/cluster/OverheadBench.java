package io.lanistr.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.repeat;

import io.lanistr.cluster.app.Pretraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * What distribution costs: milliseconds of a step of the same network and rows in one JVM without
 * Spark, in {@code local[2]}, and on two executors of one core, there also with gradients and
 * weights cut to 16 bits. Measures only; not part of the test run: {@code mvn -pl integration-tests
 * -am test -Dtest=OverheadBench -Dsurefire.failIfNoSpecifiedTests=false}. With {@code
 * -Dlanistr.bench.base=256} it measures the base size, on so many texts a step, which needs 22 GB
 * of memory.
 */
class OverheadBench {
  private static final Path FOLDER = Path.of("target", "cluster", "overhead").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(20);

  /** Where steps are made. */
  private enum Where {
    PLAIN("plain", true, List.of("plain=2")),
    LOCAL("local[2]", true, List.of()),
    EXECUTORS("2 executors", false, List.of()),
    TRUNCATED("truncated", false, List.of("compression=truncated"));

    private final String title;
    private final boolean local;
    private final List<String> arguments;

    Where(String title, boolean local, List<String> arguments) {
      this.title = title;
      this.local = local;
      this.arguments = arguments;
    }
  }

  /**
   * What is measured.
   *
   * @param order in which it is
   * @param arguments of {@link Pretraining}, beside those of the size
   */
  private record Load(
      List<Where> order,
      String size,
      int batch,
      int epochs,
      String driverMemory,
      String executorMemory,
      List<String> arguments) {

    static Load small(String size, int batch) {
      return new Load(
          List.of(Where.values()), size, batch, batch < 100 ? 10 : 30, "3g", "2g", List.of());
    }

    /**
     * BERT-base and six layers of fusion; nine steps, as the compiler is at work in the first five.
     * There and back, so that a machine that grows faster or slower favours none.
     */
    static Load base(int batch) {
      return new Load(
          List.of(Where.LOCAL, Where.EXECUTORS, Where.PLAIN, Where.EXECUTORS, Where.LOCAL),
          "base",
          batch,
          1,
          "7g",
          "8g",
          List.of("text=only", "tokens=64", "micro=8", "stop=9"));
    }
  }

  @Test
  void millisecondsOfAStep() {
    int texts = Integer.getInteger("lanistr.bench.base", 0);
    boolean base = texts > 0;
    try (StandaloneCluster cluster = new StandaloneCluster(FOLDER, 2, base ? "9g" : "3g")) {
      Path data = FOLDER.resolve("rows");
      List<Load> loads = new ArrayList<>();
      try (SparkSession spark =
          SparkSession.builder().master("local[1]").appName("bench").getOrCreate()) {
        Dataset<Row> rows = SyntheticRows.table(spark, base ? 8000 : 480, 0, 5);
        if (base) {
          loads.add(Load.base(texts));
          rows = longTexts(rows);
        } else {
          for (String size : List.of("tiny", "small", "medium")) {
            loads.add(Load.small(size, 48));
            loads.add(Load.small(size, 240));
          }
        }
        rows.repartition(2).write().parquet(data.toString());
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
      for (Load load : loads) {
        measure(cluster, data, load);
      }
    }
  }

  /** Enough of them that executors have about equally many. */
  private static Dataset<Row> longTexts(Dataset<Row> rows) {
    return rows.filter(col("text").isNotNull()).withColumn("text", repeat(col("text"), 32));
  }

  private static void measure(StandaloneCluster cluster, Path data, Load load) {
    int run = 0;
    for (Where where : load.order()) {
      print(load, where.title, medians(cluster, data, load, where, run++));
    }
  }

  private static void print(Load load, String where, double[] millis) {
    StringBuilder line = new StringBuilder();
    line.append(String.format("%-8s %6d %-12s", load.size(), load.batch(), where));
    for (double one : millis) {
      line.append(Double.isNaN(one) ? "" : String.format(Locale.ROOT, " %10.1f", one));
    }
    System.out.println(line);
  }

  /** Milliseconds of a step: of the whole, then of its parts. */
  private static double[] medians(
      StandaloneCluster cluster, Path data, Load load, Where where, int run) {
    Submission submission =
        cluster
            .submission(load.size() + load.batch() + "-" + run)
            .longRun()
            .jar(TestJar.ofPackage(Pretraining.class, FOLDER.resolve("app.jar")))
            .conf("spark.driver.memory", where.local ? twice(load) : load.driverMemory())
            .conf("spark.driver.maxResultSize", "0")
            .conf("spark.executor.memory", load.executorMemory())
            .conf("spark.executor.cores", "1")
            .conf("spark.cores.max", "2");
    if (where.local) {
      submission.conf("spark.master", "local[2]");
    }
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "data=" + data,
                "model=" + submission.folder().resolve("model"),
                "size=" + load.size(),
                "batch=" + load.batch(),
                "epochs=" + load.epochs()));
    arguments.addAll(load.arguments());
    arguments.addAll(where.arguments);
    return LateLines.medians(
        submission.run(Pretraining.class.getName(), arguments, LIMIT), LateLines.STEP, cluster);
  }

  /** In local mode, the driver is the only executor too. */
  private static String twice(Load load) {
    return 2 * Integer.parseInt(load.executorMemory().replace("g", "")) + "g";
  }
}
