package io.lanistr.pipeline.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsJsonTest {
  private final ExperimentResult result = SampleResult.of(7, 3);
  private final JsonNode root = read(MetricsJson.text(result));

  @Test
  void topLevelHasExactlyTheAgreedKeys() {
    assertEquals(
        List.of("dataset", "labelled_rows", "metric", "systems", "missing", "seconds"), keys(root));
    assertEquals("a <table> & \"more\"", root.get("dataset").textValue());
    assertEquals(200, root.get("labelled_rows").intValue());
    assertEquals("accuracy", root.get("metric").textValue());
    assertEquals(83.4, root.get("seconds").doubleValue(), 1e-12);
  }

  @Test
  void everySystemHasMeanSpreadAndSeeds() {
    assertEquals(
        List.of("lanistr", "lanistr_no_pretraining", "text_only", "table_only", "classical"),
        keys(root.get("systems")));
    JsonNode lanistr = root.get("systems").get("lanistr");
    assertEquals(List.of("mean", "std", "seeds"), keys(lanistr));
    assertEquals(0.81, lanistr.get("mean").doubleValue(), 1e-12);
    assertEquals(0.01, lanistr.get("std").doubleValue(), 1e-12);
    assertEquals(3, lanistr.get("seeds").size());
    assertEquals(0.82, lanistr.get("seeds").get(2).doubleValue(), 1e-12);
  }

  @Test
  void missingHoldsAPointForEachShare() {
    JsonNode missing = root.get("missing");
    assertEquals(3, missing.size());
    assertEquals(0.4, missing.get(1).get("removed").doubleValue(), 1e-12);
    assertEquals(0.64, missing.get(1).get("absent").doubleValue(), 1e-12);
    assertEquals(keys(root.get("systems")), keys(missing.get(1).get("systems")));
    assertTrue(missing.get(2).get("systems").get("lanistr").get("mean").isNumber());
  }

  @Test
  void spreadOfOneSeedIsZero() {
    JsonNode one = read(MetricsJson.text(SampleResult.of(2, 1)));
    assertEquals("auroc", one.get("metric").textValue());
    assertEquals(0.0, one.get("systems").get("lanistr").get("std").doubleValue());
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static JsonNode read(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
