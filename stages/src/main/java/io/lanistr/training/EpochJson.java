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
    JsonNode losses = required(node, "losses");
    StepReport report =
        new StepReport(
            required(losses, "total").asDouble(),
            required(losses, "text").asDouble(),
            required(losses, "image").asDouble(),
            required(losses, "series").asDouble(),
            required(losses, "table").asDouble(),
            required(losses, "similarity").asDouble(),
            required(losses, "classification").asDouble(),
            required(losses, "spread").asDouble(),
            required(losses, "tokens").asLong());
    return new EpochSummary(
        required(node, "epoch").asInt(),
        report,
        required(node, "learningRate").asDouble(),
        required(node, "rows").asLong(),
        required(node, "seconds").asDouble(),
        node.path("validation").asDouble(Double.NaN));
  }

  private static JsonNode required(JsonNode node, String field) {
    if (!node.has(field)) {
      throw new IllegalArgumentException("an epoch's numbers need the field '" + field + "'");
    }
    return node.get(field);
  }
}
