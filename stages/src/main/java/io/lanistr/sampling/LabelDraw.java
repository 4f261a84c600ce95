package io.lanistr.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.feature.Json;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link LabelSubsampler} found out: of each class, the rows with the least hashes are
 * drawn.
 *
 * @param classes those with a row in the draw
 */
record LabelDraw(List<OfClass> classes) implements Serializable {
  /**
   * The draw of one class.
   *
   * @param name the label as text; numbers as doubles
   * @param labelled rows of this class
   * @param drawn rows of the draw
   * @param last the largest hash that is drawn
   */
  record OfClass(String name, long labelled, long drawn, long last) implements Serializable {}

  LabelDraw {
    classes = List.copyOf(classes);
  }

  String toJson() {
    ObjectNode json = Json.object();
    ArrayNode array = json.putArray("classes");
    for (OfClass c : classes) {
      array
          .addObject()
          .put("name", c.name())
          .put("labelled", c.labelled())
          .put("drawn", c.drawn())
          .put("last", c.last());
    }
    return json.toString();
  }

  static LabelDraw fromJson(String file, String text) {
    List<OfClass> classes = new ArrayList<>();
    for (JsonNode c : Json.parse(file, text, "classes").get("classes")) {
      classes.add(
          new OfClass(
              c.path("name").asText(),
              c.path("labelled").asLong(),
              c.path("drawn").asLong(),
              c.path("last").asLong()));
    }
    return new LabelDraw(classes);
  }
}
