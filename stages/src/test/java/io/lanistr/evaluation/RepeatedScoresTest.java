package io.lanistr.evaluation;

import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedScoresTest {
  @Test
  void intervalIsThatOfStudentsDistribution() {
    RepeatedScores scores =
        new RepeatedScores("auroc", List.of(1L, 2L, 3L, 4L, 5L), List.of(0.7, 0.8, 0.9, 0.6, 0.5));
    assertEquals(0.7, scores.mean(), 1e-12);
    assertEquals(Math.sqrt(0.025), scores.deviation(), 1e-12);
    // The 97.5 % quantile of Student's t with 4 degrees of freedom, from a printed table.
    double half = 2.776445 * Math.sqrt(0.025 / 5);
    assertEquals(0.7 - half, scores.low(), 1e-6);
    assertEquals(0.7 + half, scores.high(), 1e-6);
    assertEquals(
        "auroc 0.700, deviation 0.158, 95 % interval 0.504 to 0.896, 5 seeds", scores.toString());
  }

  @Test
  void oneSeedHasNoSpread() {
    RepeatedScores scores = new RepeatedScores("accuracy", List.of(1L), List.of(0.5));
    assertEquals(0.5, scores.mean());
    assertTrue(Double.isNaN(scores.deviation()) && Double.isNaN(scores.low()));
    assertEquals("accuracy 0.500, 1 seed", scores.toString());
  }

  @Test
  void eachSeedNeedsAValue() {
    assertSays(
        "auroc: 1 values for 2 seeds; each seed has one, and there must be one at least",
        () -> new RepeatedScores("auroc", List.of(1L, 2L), List.of(0.5)));
  }
}
