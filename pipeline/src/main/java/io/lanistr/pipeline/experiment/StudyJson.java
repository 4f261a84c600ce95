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

  private static void diagnosis(ObjectNode node, Diagnosis diagnosis) {
    ObjectNode losses = node.putObject("pretraining");
    for (Curve curve : diagnosis.losses()) {
      losses
          .putObject(curve.name())
          .put("first", curve.values().get(0))
          .put("last", curve.values().get(curve.values().size() - 1));
    }
    ObjectNode probes = node.putObject("probes");
    for (Diagnosis.Probe probe : diagnosis.probes()) {
      probes
          .putObject(probe.of())
          .put("accuracy", probe.accuracy())
          .put("majority", probe.majority())
          .put("rows", probe.rows());
    }
    ObjectNode attention = node.putObject("attention");
    for (Diagnosis.AttentionOnModality share : diagnosis.attention()) {
      attention
          .putObject(share.of())
          .put("pretrained", share.pretrained())
          .put("labelled_rows_only", share.fresh());
    }
  }

  private static void points(ArrayNode array, List<StudyPoint> points) {
    for (StudyPoint point : points) {
      ObjectNode node = array.addObject();
      node.put("labelled_rows", point.labelled());
      node.put("removed", point.removed());
      node.put("absent", point.absent());
      ObjectNode systems = node.putObject("systems");
      point.systems().forEach((name, scores) -> MetricsJson.scores(systems, name, scores));
      point.diagnosis().ifPresent(diagnosis -> diagnosis(node.putObject("diagnosis"), diagnosis));
    }
  }
}
