package io.lanistr.feature;

import io.lanistr.udf.series.Imputation;
import java.io.Serializable;

/** Imputation, normalisation and observation masks of a gridded series. */
final class SeriesFinish implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SeriesStatistics statistics;
  private final Imputation imputation;
  private final boolean standardize;
  private final boolean observationMask;
  private final float[] usual;

  SeriesFinish(
      SeriesStatistics statistics,
      Imputation imputation,
      boolean standardize,
      boolean observationMask) {
    this.statistics = statistics;
    this.imputation = imputation;
    this.standardize = standardize;
    this.observationMask = observationMask;
    this.usual = new float[statistics.channels()];
    for (int c = 0; c < usual.length; c++) {
      usual[c] = (float) statistics.mean()[c];
    }
  }

  /** Channels of the grid. */
  int channels() {
    return usual.length;
  }

  /**
   * The finished series.
   *
   * @param grid [steps, channels], NaN where nothing was observed
   * @return [steps, channels], or [steps, 2 channels] with the masks (1 observed) after the values
   */
  float[] apply(float[] grid) {
    int n = channels();
    int width = observationMask ? 2 * n : n;
    int steps = grid.length / n;
    float[] filled = grid.clone();
    imputation.fillInPlace(filled, n, usual);
    float[] out = new float[steps * width];
    for (int s = 0; s < steps; s++) {
      for (int c = 0; c < n; c++) {
        float value = filled[s * n + c];
        out[s * width + c] =
            standardize ? (float) ((value - statistics.mean()[c]) / statistics.std()[c]) : value;
        if (observationMask) {
          out[s * width + n + c] = Float.isNaN(grid[s * n + c]) ? 0 : 1;
        }
      }
    }
    return out;
  }
}
