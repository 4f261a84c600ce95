package io.lanistr.pipeline.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.pipeline.experiment.RocCurve.Scored;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RocCurveTest {
  @Test
  void perfectScoresGoUpAndThenRight() {
    RocCurve curve =
        RocCurve.of(
            List.of(
                new Scored(0.1, false),
                new Scored(0.9, true),
                new Scored(0.8, true),
                new Scored(0.2, false)));
    assertEquals(List.of(0.0, 0.0, 0.0, 0.5, 1.0), curve.falsePositives());
    assertEquals(List.of(0.0, 0.5, 1.0, 1.0, 1.0), curve.truePositives());
  }

  @Test
  void equalScoresAreOneStep() {
    RocCurve curve =
        RocCurve.of(List.of(new Scored(0.5, false), new Scored(0.5, true), new Scored(0.5, true)));
    assertEquals(List.of(0.0, 1.0), curve.falsePositives());
    assertEquals(List.of(0.0, 1.0), curve.truePositives());
  }

  @Test
  void longCurvesAreThinnedButKeepTheirEnds() {
    List<Scored> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      rows.add(new Scored(i * 0.001, i % 3 == 0));
    }
    RocCurve curve = RocCurve.of(rows);
    int last = curve.falsePositives().size() - 1;
    assertTrue(last < 500, "" + last);
    assertEquals(1.0, curve.falsePositives().get(last), 1e-12);
    assertEquals(1.0, curve.truePositives().get(last), 1e-12);
  }

  @Test
  void oneClassAloneIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> RocCurve.of(List.of(new Scored(1, true))));
    assertEquals(
        "a ROC curve needs rows of both classes: 1 positive, 0 negative", refused.getMessage());
  }
}
