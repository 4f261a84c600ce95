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

/** What a run of {@link Pretraining} leaves: what it printed, and weights. */
final class PretrainingRun {
  private static final Pattern STEP = Pattern.compile("^step (\\d+) of ");

  private PretrainingRun() {}

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

  /** Fails unless all weights are the same within a tolerance. */
  static void assertSame(
      Map<String, float[]> expected, Map<String, float[]> found, float tolerance) {
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach((name, values) -> assertArrayEquals(values, found.get(name), tolerance, name));
  }
}
