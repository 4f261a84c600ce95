package io.lanistr.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads JSON trees: no class names in files, nothing bound by reflection. */
public final class JsonTree {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonTree() {}

  /**
   * @param what it is, for the message
   * @throws IllegalArgumentException if the text is no JSON
   */
  public static JsonNode parse(String text, String what) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(what + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * A field that has to be there.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static JsonNode required(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw new IllegalArgumentException("field '" + field + "' is missing");
    }
    return value;
  }
}
