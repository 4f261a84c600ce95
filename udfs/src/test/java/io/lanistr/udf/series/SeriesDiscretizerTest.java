package io.lanistr.udf.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesDiscretizerTest {
  private static final List<SeriesChannel> CHANNELS =
      List.of(
          new SeriesChannel("coma", List.of("none", "deep"), "none"),
          new SeriesChannel("pulse", List.of(), "80"));
  private static final double[] TIMES = {0.5, 1.0, 2.5};
  private static final String[][] EVENTS = {{"deep", ""}, {null, "91.5"}, {"none", ""}};

  private static float[] discretize(Imputation imputation) {
    return new SeriesDiscretizer(CHANNELS, 1, 4, imputation).discretize(TIMES, EVENTS);
  }

  @Test
  void valuesThenObservationMasks() {
    SeriesDiscretizer discretizer = new SeriesDiscretizer(CHANNELS, 1, 4, Imputation.ZERO);
    assertEquals(
        List.of("coma->none", "coma->deep", "pulse", "mask->coma", "mask->pulse"),
        discretizer.header());
    assertArrayEquals(new int[] {2}, discretizer.numericColumns());
    assertArrayEquals(
        new float[] {
          0, 1, 91.5f, 1, 1, //
          0, 0, 0, 0, 0, //
          1, 0, 0, 1, 0, //
          0, 0, 0, 0, 0
        },
        discretize(Imputation.ZERO));
  }

  @Test
  void gapsAreImputedFromNeighboursOrTheUsualValue() {
    assertArrayEquals(
        new float[] {
          0, 1, 91.5f, 1, 1, //
          0, 1, 91.5f, 0, 0, //
          1, 0, 91.5f, 1, 0, //
          1, 0, 91.5f, 0, 0
        },
        discretize(Imputation.PREVIOUS));
    assertArrayEquals(
        new float[] {
          0, 1, 91.5f, 1, 1, //
          1, 0, 80, 0, 0, //
          1, 0, 80, 1, 0, //
          1, 0, 80, 0, 0
        },
        discretize(Imputation.NEXT));
  }

  @Test
  void onlyTheGivenColumnsAreNormalised() {
    float[] grid = {1, 10, 3, 2, 20, 3};
    SeriesDiscretizer.normalizeInPlace(
        grid, 3, new int[] {1}, new float[] {0, 10, 0}, new float[] {1, 5, 1});
    assertArrayEquals(new float[] {1, 0, 3, 2, 2, 3}, grid);
  }

  @Test
  void unknownCategoryIsNamed() {
    SeriesDiscretizer discretizer = new SeriesDiscretizer(CHANNELS, 1, 4, Imputation.ZERO);
    assertEquals(
        "channel 'coma' has the value 'light', none of its categories [none, deep]",
        assertThrows(
                IllegalArgumentException.class,
                () -> discretizer.discretize(new double[1], new String[][] {{"light", ""}}))
            .getMessage());
  }
}
