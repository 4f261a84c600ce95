package io.lanistr.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Fields of a checkpoint's {@code config.json}.
 *
 * @param where the file, for messages
 */
record CheckpointConfig(JsonNode root, String where) {

  /** The kind of network, such as {@code bert}; empty if not said. */
  String modelType() {
    return root.path("model_type").asText("");
  }

  int integer(String name) {
    JsonNode node = root.path(name);
    if (!node.canConvertToInt() || !node.isIntegralNumber()) {
      throw new IllegalArgumentException(
          where + ": '" + name + "' must be a whole number, but is " + shown(node));
    }
    return node.asInt();
  }

  int integer(String name, int whenAbsent) {
    return root.path(name).isMissingNode() ? whenAbsent : integer(name);
  }

  float number(String name, float whenAbsent) {
    JsonNode node = root.path(name);
    if (node.isMissingNode()) {
      return whenAbsent;
    }
    if (!node.isNumber()) {
      throw new IllegalArgumentException(
          where + ": '" + name + "' must be a number, but is " + shown(node));
    }
    return (float) node.asDouble();
  }

  /** A part of the configuration, itself if there is no such part. */
  CheckpointConfig part(String name) {
    return root.path(name).isObject() ? new CheckpointConfig(root.path(name), where) : this;
  }

  /** Refuses a setting that this network does not have. */
  void require(String name, String wanted) {
    String found = root.path(name).asText(wanted);
    if (!found.equals(wanted)) {
      throw new IllegalArgumentException(
          where + ": '" + name + "' is " + found + "; only " + wanted + " is supported");
    }
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "missing" : node.toString();
  }
}
