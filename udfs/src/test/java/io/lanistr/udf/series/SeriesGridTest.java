package io.lanistr.udf.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SeriesGridTest {
  private static final float GAP = Float.NaN;

  @Test
  void stampOnTheRightEdgeBelongsToTheBin() {
    SeriesGrid grid = new SeriesGrid(0.5, 4);
    assertEquals(0, grid.bin(0));
    assertEquals(0, grid.bin(0.5));
    assertEquals(1, grid.bin(0.51));
    assertEquals(3, grid.bin(2.0));
    assertEquals(-1, grid.bin(2.1));
    assertEquals(-1, grid.bin(-0.1));
    assertEquals(-1, grid.bin(Double.NaN));
  }

  @Test
  void lastValueOfAChannelInABinWinsWhateverTheOrderOfTheEvents() {
    SeriesGrid grid = new SeriesGrid(1, 3);
    float[] sorted =
        grid.place(
            new double[] {0.1, 0.2, 0.9, 2.5}, new float[] {1, 9, 2, GAP, GAP, 8, 3, GAP}, 2);
    assertArrayEquals(new float[] {2, 8, GAP, GAP, 3, GAP}, sorted);
    float[] shuffled =
        grid.place(
            new double[] {2.5, 0.9, 0.1, 0.2}, new float[] {3, GAP, GAP, 8, 1, 9, 2, GAP}, 2);
    assertArrayEquals(sorted, shuffled);
  }

  @Test
  void ofEqualStampsTheLaterEventCounts() {
    SeriesGrid grid = new SeriesGrid(1, 1);
    assertArrayEquals(new float[] {7}, grid.place(new double[] {0.5, 0.5}, new float[] {3, 7}, 1));
  }

  @Test
  void everyImputationFillsItsOwnWay() {
    float[] gaps = {GAP, 1, 5, GAP, GAP, GAP, 6, GAP}; // 4 steps of 2 channels
    float[] usual = {10, 20};
    assertArrayEquals(new float[] {0, 1, 5, 0, 0, 0, 6, 0}, filled(gaps, Imputation.ZERO, usual));
    assertArrayEquals(
        new float[] {10, 1, 5, 1, 5, 1, 6, 1}, filled(gaps, Imputation.PREVIOUS, usual));
    assertArrayEquals(
        new float[] {5, 1, 5, 20, 6, 20, 6, 20}, filled(gaps, Imputation.NEXT, usual));
    assertArrayEquals(
        new float[] {10, 1, 5, 20, 10, 20, 6, 20}, filled(gaps, Imputation.MEAN, usual));
  }

  private static float[] filled(float[] gaps, Imputation imputation, float[] usual) {
    float[] grid = gaps.clone();
    imputation.fillInPlace(grid, 2, usual);
    return grid;
  }

  @Test
  void longSeriesAreShortenedAsAsked() {
    float[] steps = {1, 2, 3, GAP, 5, GAP, GAP};
    assertArrayEquals(new float[] {1, 2, 3}, LongSeries.HEAD.shorten(steps, 1, 3));
    assertArrayEquals(new float[] {5, GAP, GAP}, LongSeries.TAIL.shorten(steps, 1, 3));
    assertArrayEquals(new float[] {1.5f, 3, 5}, LongSeries.AVERAGE.shorten(steps, 1, 3));
    assertArrayEquals(steps, LongSeries.AVERAGE.shorten(steps, 1, 7));
  }

  @Test
  void unusableArgumentsAreNamed() {
    assertMessage(
        "a grid needs a positive interval and number of steps, got 0.0 and 4",
        () -> new SeriesGrid(0, 4));
    assertMessage(
        "2 time stamps and 3 channels need 6 values, got 5",
        () -> new SeriesGrid(1, 4).place(new double[2], new float[5], 3));
    assertMessage(
        "no imputation 'median'; choose zero, previous, next or mean",
        () -> Imputation.of("median"));
    assertMessage(
        "no way to shorten a series 'middle'; choose head, tail or average",
        () -> LongSeries.of("middle"));
  }

  private static void assertMessage(String message, Runnable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
