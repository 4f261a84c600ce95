package io.lanistr.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AurocTest {
  @Test
  void equalsTheCountOverAllPairsWithTiesAndWeights() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      int rows = 2 + random.nextInt(60);
      double[] scores = new double[rows];
      boolean[] positive = new boolean[rows];
      double[] weights = new double[rows];
      for (int i = 0; i < rows; i++) {
        scores[i] = random.nextInt(8) - 4;
        positive[i] = i == 0 || (i > 1 && random.nextBoolean());
        weights[i] = i < 2 ? 1 : random.nextInt(4) * 0.25;
      }
      assertEquals(
          allPairs(scores, positive, weights), Auroc.binary(scores, positive, weights), 1e-12);
      assertEquals(allPairs(scores, positive, null), Auroc.binary(scores, positive, null), 1e-12);
    }
  }

  @Test
  void perfectReversedAndConstantScoresGiveOneZeroAndOneHalf() {
    boolean[] positive = {false, true, true};
    assertEquals(1, Auroc.binary(new double[] {-1, 0, 5}, positive, null));
    assertEquals(0, Auroc.binary(new double[] {9, 0, 5}, positive, null));
    assertEquals(0.5, Auroc.binary(new double[] {2, 2, 2}, positive, null));
  }

  @Test
  void negativeZeroTiesWithZero() {
    assertEquals(0.5, Auroc.binary(new double[] {-0.0, 0.0}, new boolean[] {false, true}, null));
  }

  @Test
  void macroIsTheMeanOfEachClassAgainstTheRest() {
    double[][] scores = {{3, 1, 0}, {0, 2, 1}, {1, 0, 2}, {2, 2, 2}};
    int[] labels = {0, 1, 2, 0};
    double[] areas = Auroc.oneVersusRest(scores, labels, null);
    assertEquals(1.0, areas[0]);
    assertEquals((1 + 0.5 + 1) / 3, areas[1], 1e-12);
    assertEquals((1 + 1 + 0.5) / 3, areas[2], 1e-12);
    assertEquals((areas[0] + areas[1] + areas[2]) / 3, Auroc.macro(scores, labels, null), 1e-15);
  }

  @Test
  void logOddsRankAsSoftmaxDoes() {
    double[] logits = {0.3, -1.2, 2.5};
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    for (int c = 0; c < 3; c++) {
      double p = Math.exp(logits[c]) / sum;
      assertEquals(Math.log(p / (1 - p)), Auroc.logOdds(logits, c), 1e-12);
    }
    assertEquals(3.25, Auroc.logOdds(new double[] {-1.25, 2}, 1));
  }

  @Test
  void logOddsKeepSaturatedProbabilitiesApart() {
    assertTrue(
        Auroc.logOdds(new double[] {0, 60, 1}, 1) < Auroc.logOdds(new double[] {0, 61, 1}, 1));
  }

  @Test
  void unusableInputIsRefused() {
    boolean[] both = {false, true};
    assertThrowsSaying(
        "score of row 1 is NaN", () -> Auroc.binary(new double[] {0, Double.NaN}, both, null));
    assertThrowsSaying(
        "weight of row 0 is -1.0",
        () -> Auroc.binary(new double[] {0, 1}, both, new double[] {-1, 1}));
    assertThrowsSaying(
        "rows of both classes",
        () -> Auroc.binary(new double[] {0, 1}, new boolean[] {true, true}, null));
    assertThrowsSaying(
        "differ in length", () -> Auroc.binary(new double[] {0, 1}, new boolean[1], null));
    assertThrowsSaying(
        "label of row 0 is 2",
        () -> Auroc.oneVersusRest(new double[][] {{0, 1}}, new int[] {2}, null));
    assertThrowsSaying(
        "row 1 has 1 scores",
        () -> Auroc.oneVersusRest(new double[][] {{0, 1}, {0}}, new int[] {0, 1}, null));
  }

  static void assertThrowsSaying(String text, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(text), e.getMessage());
  }

  /** The definition: every positive against every negative. */
  static double allPairs(double[] scores, boolean[] positive, double[] weights) {
    double pairs = 0;
    double all = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (positive[i] && !positive[j]) {
          double weight = weights == null ? 1 : weights[i] * weights[j];
          all += weight;
          pairs += weight * (scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0);
        }
      }
    }
    return pairs / all;
  }
}
