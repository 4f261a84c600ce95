package io.lanistr.feature;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Fitted states as plain JSON trees: no class names in the files, nothing bound by reflection. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** An object without entries. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static void put(ObjectNode object, String key, double[] values) {
    ArrayNode array = object.putArray(key);
    for (double value : values) {
      array.add(value);
    }
  }

  /**
   * An object that has all the keys.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  public static JsonNode parse(String file, String text, String... keys) {
    JsonNode object;
    try {
      object = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    for (String key : keys) {
      if (!object.has(key)) {
        throw new IllegalArgumentException(
            "%s has no entry '%s'; it was not written by this version".formatted(file, key));
      }
    }
    return object;
  }

  static double[] doubles(JsonNode array) {
    double[] out = new double[array.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = array.get(i).asDouble();
    }
    return out;
  }
}
