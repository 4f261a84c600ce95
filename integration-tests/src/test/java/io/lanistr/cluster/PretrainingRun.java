package io.lanistr.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.cluster.app.Pretraining;
import io.lanistr.network.weights.SafetensorsReader;
import io.lanistr.network.weights.TensorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;

/** The rows of a run of {@link Pretraining}, and what it leaves: printed lines and weights. */
final class PretrainingRun {
  /** Steps that it makes if nothing else is said. */
  static final int STEPS = 60;

  /** Rows of its table. */
  static final int ROWS = 240;

  private static final Pattern STEP = Pattern.compile("^step (\\d+) of ");

  private PretrainingRun() {}

  /**
   * Writes a table for it.
   *
   * @param to a new folder
   */
  static void writeRows(String to) {
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").appName("tests").getOrCreate()) {
      SyntheticRows.table(spark, ROWS, 0, 5).repartition(3).write().parquet(to);
    }
  }

  /**
   * A run that is measured: compiled as long ones are.
   *
   * @param folder receives the application's jar
   * @param cores of an executor
   * @param memory of an executor, as Spark writes it
   */
  static Submission measured(
      StandaloneCluster cluster,
      String name,
      Path folder,
      int executors,
      int cores,
      String memory) {
    return cluster
        .submission(name)
        .longRun()
        .jar(TestJar.ofPackage(Pretraining.class, folder.resolve("app.jar")))
        .conf("spark.executor.memory", memory)
        .conf("spark.executor.cores", "" + cores)
        .conf("spark.cores.max", "" + executors * cores);
  }

  /**
   * One that is measured on two cores.
   *
   * @param executors that share them; 0 for none but the driver, in {@code local[2]}
   */
  static Submission onTwoCores(
      StandaloneCluster cluster, String name, Path folder, int executors, String memory) {
    return executors == 0
        ? measured(cluster, name, folder, 1, 2, memory).conf("spark.master", "local[2]")
        : measured(cluster, name, folder, executors, 2 / executors, memory);
  }

  /** Arguments of a run that reads rows and leaves its model in its own folder. */
  static List<String> arguments(Submission of, Path data, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("data=" + data);
    arguments.add("model=" + of.folder().resolve("model"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** The numbers of the steps that it has printed. */
  static List<Integer> steps(List<String> output) {
    List<Integer> steps = new ArrayList<>();
    for (String printed : output) {
      Matcher matcher = STEP.matcher(printed);
      if (matcher.find()) {
        steps.add(Integer.parseInt(matcher.group(1)));
      }
    }
    return steps;
  }

  /** The weights of the model that it has saved, by the tensors' names. */
  static Map<String, float[]> weights(Submission of) throws IOException {
    Map<String, float[]> weights = new TreeMap<>();
    Path file = of.folder().resolve("model/weights.safetensors");
    try (SafetensorsReader reader =
        new SafetensorsReader(Files.newInputStream(file), file.toString())) {
      for (TensorInfo tensor = reader.next(); tensor != null; tensor = reader.next()) {
        weights.put(tensor.name(), reader.readFloats());
      }
    }
    return weights;
  }

  /**
   * The same without what attention adds to its keys: attention doesn't change with it, so that its
   * gradients are rounding, which AdamW makes steps of usual size from.
   */
  static void assertSameButKeyBiases(
      Map<String, float[]> expected, Map<String, float[]> found, float tolerance) {
    assertSame(withoutKeyBiases(expected), withoutKeyBiases(found), tolerance);
  }

  private static Map<String, float[]> withoutKeyBiases(Map<String, float[]> weights) {
    Map<String, float[]> others = new TreeMap<>(weights);
    others.keySet().removeIf(name -> name.endsWith("key.bias") || name.endsWith("in_proj_bias"));
    return others;
  }

  /** Fails unless all weights are the same within a tolerance. */
  static void assertSame(
      Map<String, float[]> expected, Map<String, float[]> found, float tolerance) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), tolerance, name));
  }
}
