package io.lanistr.pipeline.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SeriesSummaryTest {
  @Test
  void channelsAreResampledAndDescribed() {
    float[][] series = {{0, 5}, {2, 5}, {4, 5}};
    double[] expected = {
      0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 2, Math.sqrt(8 / 3.0), 0, 4, 5, 0, 5, 5, 3,
    };
    assertArrayEquals(expected, SeriesSummary.of(series, 2, 5), 1e-6);
    assertEquals(expected.length, SeriesSummary.size(2, 5));
  }

  @Test
  void oneStepIsRepeated() {
    assertArrayEquals(
        new double[] {7, 7, 7, 0, 7, 7, 1}, SeriesSummary.of(new float[][] {{7}}, 1, 2), 1e-6);
  }

  @Test
  void valuesThatAreNotFiniteCountAsZero() {
    double[] summary = SeriesSummary.of(new float[][] {{Float.NaN}, {4}}, 1, 2);
    assertArrayEquals(new double[] {0, 4, 2, 2, 0, 4, 2}, summary, 1e-6);
  }
}
