package io.lanistr.estimator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.training.EpochJson;
import io.lanistr.training.EpochSummary;
import io.lanistr.training.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * How a network was trained; kept with its model by save and load.
 *
 * @param params the estimator's Params as they were, JSON values by name
 * @param epochs one entry per epoch, in order
 */
public record TrainingSummary(Map<String, String> params, List<EpochSummary> epochs) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public TrainingSummary {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    epochs = List.copyOf(epochs);
  }

  /** The summary of a training by this stage. */
  static TrainingSummary of(Params stage, List<EpochSummary> epochs) {
    Map<String, String> values = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param)) {
        values.put(param.name(), value(stage, param));
      }
    }
    return new TrainingSummary(values, epochs);
  }

  @SuppressWarnings("unchecked")
  private static String value(Params stage, Param<?> param) {
    Param<Object> any = (Param<Object>) param;
    return any.jsonEncode(stage.getOrDefault(any));
  }

  /** The summary as one JSON object. */
  public String toJson() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode values = root.putObject("params");
    params.forEach((name, value) -> values.set(name, JsonTree.parse(value, "a Param")));
    ArrayNode nodes = root.putArray("epochs");
    for (EpochSummary epoch : epochs) {
      EpochJson.write(epoch, nodes.addObject());
    }
    return root.toPrettyString();
  }

  /**
   * The summary of a text that {@link #toJson} made.
   *
   * @throws IllegalArgumentException if it is another text
   */
  public static TrainingSummary fromJson(String json) {
    JsonNode root = JsonTree.parse(json, "a training summary");
    Map<String, String> params = new LinkedHashMap<>();
    JsonTree.required(root, "params")
        .fields()
        .forEachRemaining(field -> params.put(field.getKey(), field.getValue().toString()));
    List<EpochSummary> epochs = new ArrayList<>();
    for (JsonNode node : JsonTree.required(root, "epochs")) {
      epochs.add(EpochJson.read(node));
    }
    return new TrainingSummary(params, epochs);
  }
}
