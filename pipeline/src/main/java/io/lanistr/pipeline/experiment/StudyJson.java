package io.lanistr.pipeline.experiment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A study's numbers for programs. */
public final class StudyJson {
  private StudyJson() {}

  /** The numbers as JSON text. */
  public static String text(StudyResult result) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("dataset", result.dataset());
    root.put("metric", result.metric().key());
    root.put("seeds", result.seeds());
    points(root.putArray("by_labels"), result.byLabels());
    points(root.putArray("by_removed"), result.byRemoved());
    return root.toPrettyString() + "\n";
  }

  private static void points(ArrayNode array, List<StudyPoint> points) {
    for (StudyPoint point : points) {
      ObjectNode node = array.addObject();
      node.put("labelled_rows", point.labelled());
      node.put("removed", point.removed());
      node.put("absent", point.absent());
      ObjectNode systems = node.putObject("systems");
      point.systems().forEach((name, scores) -> MetricsJson.scores(systems, name, scores));
    }
  }
}
