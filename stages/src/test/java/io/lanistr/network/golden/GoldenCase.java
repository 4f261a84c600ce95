package io.lanistr.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One folder of golden vectors. */
final class GoldenCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final JsonNode config;
  private final JsonNode tolerance;

  GoldenCase(Path folder) throws IOException {
    this.folder = folder;
    this.config = JSON.readTree(folder.resolve("config.json").toFile());
    this.tolerance = JSON.readTree(folder.resolve("tolerance.json").toFile());
  }

  String name() {
    return folder.getFileName().toString();
  }

  JsonNode config() {
    return config;
  }

  boolean training() {
    return config.path("mode").asText().equals("train");
  }

  /** Weights of this case, or of the sibling that it shares them with. */
  Map<String, GoldenTensor> weights() throws IOException {
    return shared("weights");
  }

  Map<String, GoldenTensor> inputs() throws IOException {
    return shared("inputs");
  }

  private Map<String, GoldenTensor> shared(String what) throws IOException {
    String from = config.path(what + "_from").asText(name());
    return GoldenTensor.load(folder.resolveSibling(from).resolve(what + ".safetensors"));
  }

  Map<String, GoldenTensor> stored(String what) throws IOException {
    return GoldenTensor.load(folder.resolve(what + ".safetensors"));
  }

  /** Whether the case has such a file of its own. */
  boolean has(String what) {
    return Files.exists(folder.resolve(what + ".safetensors"));
  }

  /** Names in a list of the configuration; none if it is absent. */
  List<String> names(String list) {
    List<String> names = new ArrayList<>();
    config.path(list).forEach(name -> names.add(name.asText()));
    return names;
  }

  /** By how much a value of a tensor may differ: what two right evaluations differ by. */
  double tolerance(String tensor, GoldenTensor expected) {
    JsonNode entry = tolerance.get(tensor);
    if (entry == null) {
      double largest = 0;
      for (float value : expected.floats()) {
        largest = Math.max(largest, Math.abs(value));
      }
      return 1e-5 * largest + 1e-7;
    }
    return 1e-5 * entry.get("max_abs").asDouble()
        + 20 * entry.get("err_f32_vs_f64").asDouble()
        + 1e-7;
  }
}
