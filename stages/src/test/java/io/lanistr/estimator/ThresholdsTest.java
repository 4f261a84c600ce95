package io.lanistr.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ThresholdsTest {
  @Test
  void withoutThresholdsTheFirstOfTheMostProbableClassesWins() {
    assertEquals(1, Thresholds.predict(new double[] {0.2, 0.4, 0.4}, null));
  }

  @Test
  void probabilitiesAreDividedByTheirThresholds() {
    assertEquals(0, Thresholds.predict(new double[] {0.2, 0.8}, new double[] {0.1, 0.8}));
    assertEquals(0, Thresholds.predict(new double[] {0.25, 0.5}, new double[] {0.5, 1}));
  }

  @Test
  void aThresholdOfZeroTakesEveryRowWithAnyProbability() {
    assertEquals(1, Thresholds.predict(new double[] {0.9, 0.1}, new double[] {0.5, 0}));
    assertEquals(0, Thresholds.predict(new double[] {1, 0}, new double[] {0.5, 0}));
  }

  @Test
  void negativeNaNAndSeveralZeroThresholdsAreInvalid() {
    Thresholds valid = new Thresholds();
    assertTrue(valid.apply(new double[] {0, 0.3}));
    assertFalse(valid.apply(new double[] {0, 0}));
    assertFalse(valid.apply(new double[] {-1, 1}));
    assertFalse(valid.apply(new double[] {Double.NaN, 1}));
  }
}
