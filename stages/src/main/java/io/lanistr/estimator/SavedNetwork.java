package io.lanistr.estimator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.NetworkJson;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.SafetensorsReader;
import io.lanistr.network.weights.SafetensorsWriter;
import io.lanistr.network.weights.Slot;
import io.lanistr.network.weights.TensorInfo;
import io.lanistr.training.MultimodalMetadata;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.Metadata;

/**
 * A trained network and what it was made for, as files: {@code network.json} (format, sizes, input,
 * class names, digest) and {@code weights.safetensors} (parameters and running statistics by their
 * PyTorch names). Loading checks every name, shape and the digest.
 *
 * @param classNames names of the classes in order; empty if they have none
 */
record SavedNetwork(NetworkWeights weights, MultimodalMetadata input, List<String> classNames) {
  private static final int FORMAT = 1;
  private static final String DESCRIPTION = "network.json";
  private static final String WEIGHTS = "weights.safetensors";
  private static final int MAX_JSON_BYTES = 16 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  SavedNetwork {
    classNames = List.copyOf(classNames);
  }

  void write(ModelFolder folder) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("digest", weights.id());
    root.set("network", tree(folder, weights.config()));
    root.set("input", tree(folder, input.toSpark().json()));
    classNames.forEach(root.putArray("classNames")::add);
    folder.writeText(DESCRIPTION, root.toPrettyString() + "\n");

    LanistrNetwork network = weights.open();
    SafetensorsWriter writer = new SafetensorsWriter().add(network.parameters());
    network
        .buffers()
        .vectors()
        .forEach((name, values) -> writer.add(name, List.of(values.length), values, 0));
    try (OutputStream out = folder.create(WEIGHTS)) {
      writer.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write " + folder + "/" + WEIGHTS, e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if a file is missing, truncated or not of this network
   */
  static SavedNetwork read(ModelFolder folder) {
    String where = folder + "/" + DESCRIPTION;
    JsonNode root = tree(folder, folder.readText(DESCRIPTION, MAX_JSON_BYTES));
    if (root.path("format").asInt(-1) != FORMAT) {
      throw new IllegalArgumentException(
          where + " has format " + root.path("format") + "; this version reads format " + FORMAT);
    }
    for (String field : List.of("digest", "network", "input", "classNames")) {
      if (!root.has(field)) {
        throw new IllegalArgumentException(where + " has no field '" + field + "'");
      }
    }
    NetworkConfig config = NetworkJson.read(root.get("network").toString());
    MultimodalMetadata input =
        MultimodalMetadata.of(Metadata.fromJson(root.get("input").toString()));
    List<String> names = new ArrayList<>();
    root.get("classNames").forEach(name -> names.add(name.asText()));
    NetworkWeights weights = readWeights(folder, config);
    if (!weights.id().equals(root.get("digest").asText())) {
      throw new IllegalArgumentException(
          folder
              + ": "
              + WEIGHTS
              + " is not the file that was saved with "
              + DESCRIPTION
              + ": their digests differ");
    }
    return new SavedNetwork(weights, input, names);
  }

  private static NetworkWeights readWeights(ModelFolder folder, NetworkConfig config) {
    String where = folder + "/" + WEIGHTS;
    LanistrNetwork network = new LanistrNetwork(config, Set.of());
    Parameters parameters = network.parameters();
    float[] values = new float[parameters.trainableSize()];
    parameters.bind(values, 0, null, 0);
    Map<String, float[]> statistics = network.buffers().vectors();
    Set<String> missing = new TreeSet<>(statistics.keySet());
    parameters.slots().forEach(slot -> missing.add(slot.name()));
    folder.length(WEIGHTS);
    try (SafetensorsReader reader =
        new SafetensorsReader(new BufferedInputStream(folder.open(WEIGHTS)), where)) {
      for (TensorInfo tensor = reader.next(); tensor != null; tensor = reader.next()) {
        Slot slot = parameters.find(tensor.name());
        float[] vector = statistics.get(tensor.name());
        if (!missing.remove(tensor.name())) {
          throw new IllegalArgumentException(
              where + ": the network has no parameter " + tensor.name());
        }
        List<Integer> shape = slot == null ? List.of(vector.length) : slot.shape();
        if (!tensor.shape().equals(shape.stream().map(Integer::longValue).toList())) {
          throw new IllegalArgumentException(
              where
                  + ": "
                  + tensor.name()
                  + " has shape "
                  + tensor.shape()
                  + ", the network needs "
                  + shape);
        }
        if (slot == null) {
          reader.readFloats(vector, 0);
        } else {
          reader.readFloats(values, parameters.start(slot));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + where, e);
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("can't read " + where + ": the file is damaged", e);
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(where + " lacks " + String.join(", ", missing));
    }
    float[] buffers = new float[network.buffers().size()];
    network.buffers().copyOut(buffers, 0);
    return NetworkWeights.of(config, values, buffers);
  }

  private static JsonNode tree(ModelFolder folder, String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          folder + "/" + DESCRIPTION + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
