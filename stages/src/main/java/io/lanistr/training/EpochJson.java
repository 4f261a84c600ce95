package io.lanistr.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.network.StepReport;

/** Epochs' numbers as JSON objects. */
public final class EpochJson {
  private EpochJson() {}

  /** Writes an epoch into an empty object. */
  public static void write(EpochSummary epoch, ObjectNode node) {
    StepReport losses = epoch.losses();
    if (!Double.isNaN(epoch.validation())) {
      node.put("validation", epoch.validation());
    }
    node.put("epoch", epoch.epoch())
        .put("learningRate", epoch.learningRate())
        .put("rows", epoch.rows())
        .put("seconds", epoch.seconds())
        .putObject("losses")
        .put("total", losses.total())
        .put("text", losses.text())
        .put("image", losses.image())
        .put("series", losses.series())
        .put("table", losses.table())
        .put("similarity", losses.similarity())
        .put("classification", losses.classification())
        .put("spread", losses.spread())
        .put("tokens", losses.tokens());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if a field is missing
   */
  public static EpochSummary read(JsonNode node) {
    JsonNode losses = JsonTree.required(node, "losses");
    StepReport report =
        new StepReport(
            JsonTree.required(losses, "total").asDouble(),
            JsonTree.required(losses, "text").asDouble(),
            JsonTree.required(losses, "image").asDouble(),
            JsonTree.required(losses, "series").asDouble(),
            JsonTree.required(losses, "table").asDouble(),
            JsonTree.required(losses, "similarity").asDouble(),
            JsonTree.required(losses, "classification").asDouble(),
            JsonTree.required(losses, "spread").asDouble(),
            JsonTree.required(losses, "tokens").asLong());
    return new EpochSummary(
        JsonTree.required(node, "epoch").asInt(),
        report,
        JsonTree.required(node, "learningRate").asDouble(),
        JsonTree.required(node, "rows").asLong(),
        JsonTree.required(node, "seconds").asDouble(),
        node.path("validation").asDouble(Double.NaN));
  }
}
