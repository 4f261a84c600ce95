package io.lanistr.network.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Typed access to the fields of a JSON object, with errors that name the field. */
record JsonObject(JsonNode node, String path) {

  JsonObject {
    if (!node.isObject()) {
      throw new IllegalArgumentException(path + " must be a JSON object, got " + node);
    }
  }

  private JsonNode required(String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException(path + "." + name + " is missing");
    }
    return value;
  }

  private IllegalArgumentException wrong(String name, String expected) {
    return new IllegalArgumentException(
        path + "." + name + " must be " + expected + ", got " + node.get(name));
  }

  /** The object of a field, or null if it is absent. */
  JsonObject optional(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : new JsonObject(value, path + "." + name);
  }

  JsonObject object(String name) {
    return new JsonObject(required(name), path + "." + name);
  }

  int integer(String name) {
    if (!required(name).isIntegralNumber() || !required(name).canConvertToInt()) {
      throw wrong(name, "an integer");
    }
    return required(name).intValue();
  }

  float number(String name) {
    if (!required(name).isNumber()) {
      throw wrong(name, "a number");
    }
    return required(name).floatValue();
  }

  boolean bool(String name) {
    if (!required(name).isBoolean()) {
      throw wrong(name, "true or false");
    }
    return required(name).booleanValue();
  }

  String text(String name) {
    if (!required(name).isTextual()) {
      throw wrong(name, "a text");
    }
    return required(name).asText();
  }

  <E extends Enum<E>> E oneOf(String name, Class<E> type) {
    String text = required(name).asText();
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw wrong(name, "one of " + List.of(type.getEnumConstants()));
  }

  /** The objects of an array; none if the field is absent. */
  List<JsonObject> objects(String name) {
    List<JsonObject> values = new ArrayList<>();
    for (JsonNode value : node.path(name)) {
      values.add(new JsonObject(value, path + "." + name));
    }
    return values;
  }

  List<Integer> integers(String name) {
    List<Integer> values = new ArrayList<>();
    for (JsonNode value : required(name)) {
      if (!value.isIntegralNumber() || !value.canConvertToInt()) {
        throw wrong(name, "an array of integers");
      }
      values.add(value.intValue());
    }
    return values;
  }
}
