package io.lanistr.pipeline.data.shop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The game's items. An item may be a copy of another one with some fields replaced ({@code
 * copy-from}) and some numbers multiplied ({@code proportional}); templates that are no items
 * themselves are "abstract".
 */
final class ItemCatalogue {

  private static final String PARENT = "copy-from";
  private static final String FACTORS = "proportional";
  private static final Set<String> NOT_INHERITED = Set.of("relative", FACTORS, "extend", "delete");
  private static final int MAX_GENERATIONS = 12;

  private final SortedMap<String, ObjectNode> items = new TreeMap<>();
  private final Map<String, ObjectNode> templates = new HashMap<>();

  /**
   * Reads catalogue files.
   *
   * @param files content by path, in the order in which later definitions replace earlier ones
   */
  ItemCatalogue(SortedMap<String, byte[]> files) {
    ObjectMapper json = new ObjectMapper();
    files.forEach(
        (path, content) -> {
          try {
            json.readTree(content).forEach(this::add);
          } catch (IOException e) {
            throw new UncheckedIOException("cannot read the catalogue file " + path, e);
          }
        });
  }

  private void add(JsonNode entry) {
    ObjectNode object = (ObjectNode) entry;
    if (object.path("id").isTextual()) {
      items.put(object.get("id").textValue(), object);
    } else if (object.has("abstract")) {
      templates.put(object.get("abstract").asText(), object);
    }
  }

  /** Items by id, as they are written: nothing inherited. */
  SortedMap<String, ObjectNode> items() {
    return items;
  }

  /** The item or template called {@code name} as it is written; null when there is none. */
  ObjectNode find(String name) {
    ObjectNode item = items.get(name == null ? "" : name);
    return item != null ? item : templates.get(name);
  }

  /** What {@code item} says it is a copy of; null when it stands for itself. */
  static String parent(ObjectNode item) {
    return text(item, PARENT);
  }

  /** A text field; null when it is missing or no text. */
  static String text(ObjectNode item, String field) {
    return item.path(field).textValue();
  }

  /** The item with all that it inherits. */
  ObjectNode resolved(ObjectNode item) {
    return resolved(item, 0);
  }

  private ObjectNode resolved(ObjectNode item, int generation) {
    ObjectNode parent = find(parent(item));
    if (parent == null || parent.equals(item) || generation > MAX_GENERATIONS) {
      return item;
    }
    ObjectNode merged = item.objectNode();
    merged.setAll(resolved(parent, generation + 1));
    merged.remove("abstract");
    item.fields()
        .forEachRemaining(
            field -> {
              if (!NOT_INHERITED.contains(field.getKey())) {
                merged.set(field.getKey(), field.getValue());
              }
            });
    item.path(FACTORS).fields().forEachRemaining(factor -> multiply(merged, factor));
    return merged;
  }

  private static void multiply(ObjectNode item, Map.Entry<String, JsonNode> factor) {
    JsonNode value = item.path(factor.getKey());
    if (value.isNumber() && factor.getValue().isNumber()) {
      item.put(factor.getKey(), value.doubleValue() * factor.getValue().doubleValue());
    }
  }
}
