package io.lanistr.estimator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a network was trained, kept with the model by save and load.
 *
 * @param params the estimator's Params as they were, JSON values by name
 * @param rows rows trained on
 * @param epochs one entry per epoch, in order
 */
public record TrainingSummary(Map<String, String> params, long rows, List<Epoch> epochs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One pass over the training rows.
   *
   * @param epoch from 1
   * @param steps updates of the weights
   * @param learningRate at the epoch's last step
   * @param seconds wall-clock time
   * @param losses mean of each loss over the epoch's steps, unweighted, by name; "total" is their
   *     weighted sum
   */
  public record Epoch(
      int epoch, long steps, double learningRate, double seconds, Map<String, Double> losses) {
    public Epoch {
      losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    }
  }

  public TrainingSummary {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    epochs = List.copyOf(epochs);
  }

  /** The summary as one JSON object. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode paramNode = root.putObject("params");
    params.forEach((name, value) -> paramNode.set(name, tree(value)));
    root.put("rows", rows);
    ArrayNode epochNodes = root.putArray("epochs");
    for (Epoch epoch : epochs) {
      ObjectNode node = epochNodes.addObject();
      node.put("epoch", epoch.epoch())
          .put("steps", epoch.steps())
          .put("learningRate", epoch.learningRate())
          .put("seconds", epoch.seconds());
      ObjectNode losses = node.putObject("losses");
      epoch.losses().forEach(losses::put);
    }
    return root.toPrettyString();
  }

  /**
   * The summary of a text that {@link #toJson} made.
   *
   * @throws IllegalArgumentException if it is another text
   */
  public static TrainingSummary fromJson(String json) {
    JsonNode root = tree(json);
    Map<String, String> params = new LinkedHashMap<>();
    required(root, "params")
        .fields()
        .forEachRemaining(field -> params.put(field.getKey(), field.getValue().toString()));
    List<Epoch> epochs = new ArrayList<>();
    for (JsonNode node : required(root, "epochs")) {
      Map<String, Double> losses = new LinkedHashMap<>();
      required(node, "losses")
          .fields()
          .forEachRemaining(field -> losses.put(field.getKey(), field.getValue().asDouble()));
      epochs.add(
          new Epoch(
              required(node, "epoch").asInt(),
              required(node, "steps").asLong(),
              required(node, "learningRate").asDouble(),
              required(node, "seconds").asDouble(),
              losses));
    }
    return new TrainingSummary(params, required(root, "rows").asLong(), epochs);
  }

  private static JsonNode required(JsonNode node, String field) {
    if (!node.has(field)) {
      throw new IllegalArgumentException("a training summary needs the field '" + field + "'");
    }
    return node.get(field);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
