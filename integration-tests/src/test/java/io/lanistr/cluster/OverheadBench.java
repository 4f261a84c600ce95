package io.lanistr.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.repeat;

import io.lanistr.cluster.app.Pretraining;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * What distribution costs: milliseconds of a step of the same network and rows in one JVM without
 * Spark, in {@code local[2]}, and on two executors of one core, there also with gradients and
 * weights cut to 16 bits. Measures only; not part of the test run: {@code mvn -pl integration-tests
 * -am test -Dtest=OverheadBench -Dsurefire.failIfNoSpecifiedTests=false}. With {@code
 * -Dlanistr.bench.base=128} it measures the base size, on so many texts a step, which needs 22 GB
 * of memory.
 */
class OverheadBench {
  private static final Path FOLDER = Path.of("target", "cluster", "overhead").toAbsolutePath();
  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final Pattern MILLIS =
      Pattern.compile(
          "^step \\d+ of \\d+, .*, ([0-9.]+) ms(?:, reading ([0-9.]+) computing ([0-9.]+)"
              + " exchanging ([0-9.]+) updating ([0-9.]+) waiting ([0-9.]+))?");

  /**
   * What is measured.
   *
   * @param arguments of {@link Pretraining}, beside those of the size
   */
  private record Load(
      String size,
      int batch,
      int epochs,
      String driverMemory,
      String executorMemory,
      List<String> arguments) {

    static Load small(String size, int batch) {
      return new Load(size, batch, batch < 100 ? 10 : 30, "3g", "2g", List.of());
    }

    /** BERT-base and six layers of fusion; three steps. */
    static Load base(int batch) {
      return new Load(
          "base", batch, 1, "7g", "8g", List.of("text=only", "tokens=64", "micro=8", "stop=3"));
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
    String master = cluster.url();
    print(load, "plain", medians(cluster, data, load, "local[2]", "plain=2"));
    print(load, "local[2]", medians(cluster, data, load, "local[2]"));
    print(load, "2 executors", medians(cluster, data, load, master));
    print(load, "truncated", medians(cluster, data, load, master, "compression=truncated"));
  }

  private static void print(Load load, String where, double[] millis) {
    StringBuilder line = new StringBuilder();
    line.append(String.format("%-8s %6d %-12s", load.size(), load.batch(), where));
    for (double one : millis) {
      line.append(Double.isNaN(one) ? "" : String.format(Locale.ROOT, " %10.1f", one));
    }
    System.out.println(line);
  }

  /** Milliseconds of the later half of the steps: whole steps, then where the time went. */
  private static double[] medians(
      StandaloneCluster cluster, Path data, Load load, String master, String... more) {
    boolean local = master.startsWith("local");
    String name =
        load.size() + load.batch() + master.substring(0, 5) + String.join("", more).hashCode();
    Submission submission =
        cluster
            .submission(name)
            .longRun()
            .jar(TestJar.ofPackage(Pretraining.class, FOLDER.resolve("app.jar")))
            .conf("spark.master", master)
            .conf("spark.driver.memory", local ? twice(load) : load.driverMemory())
            .conf("spark.driver.maxResultSize", "0")
            .conf("spark.executor.memory", load.executorMemory())
            .conf("spark.executor.cores", "1")
            .conf("spark.cores.max", "2");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "data=" + data,
                "model=" + submission.folder().resolve("model"),
                "size=" + load.size(),
                "batch=" + load.batch(),
                "epochs=" + load.epochs()));
    arguments.addAll(load.arguments());
    arguments.addAll(List.of(more));
    Submission.Result result = submission.run(Pretraining.class.getName(), arguments, LIMIT);
    List<Matcher> steps =
        result.output().stream().map(MILLIS::matcher).filter(Matcher::find).toList();
    if (result.exitCode() != 0 || steps.isEmpty()) {
      throw new IllegalStateException(result.printed() + cluster.logs());
    }
    List<Matcher> late = steps.subList(steps.size() / 2, steps.size());
    return IntStream.rangeClosed(1, MILLIS.matcher("").groupCount())
        .mapToDouble(column -> median(late, column))
        .toArray();
  }

  private static double median(List<Matcher> steps, int column) {
    double[] values =
        steps.stream()
            .mapToDouble(
                step ->
                    step.group(column) == null
                        ? Double.NaN
                        : Double.parseDouble(step.group(column)))
            .sorted()
            .toArray();
    return values[values.length / 2];
  }

  /** In local mode, the driver is the only executor too. */
  private static String twice(Load load) {
    return 2 * Integer.parseInt(load.executorMemory().replace("g", "")) + "g";
  }
}
