package io.lanistr.pipeline.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private final Predictions two =
      new Predictions(
          new int[] {0, 1, 1, 0}, new double[][] {{.9, .1}, {.6, .4}, {.2, .8}, {.7, .3}});
  private final Predictions three =
      new Predictions(
          new int[] {0, 1, 1}, new double[][] {{.5, .3, .2}, {.5, .5, 0}, {.1, .8, .1}});

  @Test
  void accuracyCountsTheMostLikelyClassAndOfEqualsTheFirst() {
    assertEquals(0.75, two.accuracy(), 1e-12);
    assertEquals(2.0 / 3, three.value(Metric.ACCURACY), 1e-12);
  }

  @Test
  void aurocOfTwoClassesIsThatOfTheSecond() {
    assertEquals(1.0, two.auroc(), 1e-12);
  }

  @Test
  void aurocOfMoreClassesLeavesOutThoseWithoutRows() {
    // Class 0 against the rest: 0.5 over 0.1, tied with 0.5: 3/4. Class 1: both above: 1.
    assertEquals((0.75 + 1) / 2, three.value(Metric.AUROC), 1e-12);
  }

  @Test
  void confusionCountsRowsByClassAndPrediction() {
    Confusion confusion = two.confusion(List.of("a", "b"));
    assertEquals(List.of(List.of(2L, 0L), List.of(1L, 1L)), confusion.counts());
    assertEquals(0.5, confusion.recall(1), 1e-12);
  }

  @Test
  void rocIsThereForTwoClassesOnly() {
    assertTrue(two.roc().isPresent());
    assertTrue(three.roc().isEmpty());
  }

  @Test
  void rowsAndLabelsMustMatch() {
    assertThrows(
        IllegalArgumentException.class, () -> new Predictions(new int[2], new double[1][2]));
  }
}
