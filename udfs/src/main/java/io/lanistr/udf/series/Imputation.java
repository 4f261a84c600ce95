package io.lanistr.udf.series;

import java.util.Locale;

/** What stands where a grid cell has no observation. */
public enum Imputation {
  /** 0, in the series' own unit. */
  ZERO,
  /** The last value seen before in the channel, else the channel's usual value. */
  PREVIOUS,
  /** The first value seen afterwards in the channel, else the channel's usual value. */
  NEXT,
  /** The channel's usual value (its mean over the training rows, or a clinical normal). */
  MEAN;

  /** By name, any case. */
  public static Imputation of(String name) {
    for (Imputation candidate : values()) {
      if (candidate.label().equals(name.toLowerCase(Locale.ROOT))) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "no imputation '" + name + "'; choose zero, previous, next or mean");
  }

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Replaces every NaN.
   *
   * @param grid [steps, channels], row-major
   * @param usual the usual value of each channel
   */
  public void fillInPlace(float[] grid, int channels, float[] usual) {
    int steps = grid.length / channels;
    for (int c = 0; c < channels; c++) {
      float carried = this == ZERO ? 0f : usual[c];
      for (int i = 0; i < steps; i++) {
        int at = (this == NEXT ? steps - 1 - i : i) * channels + c;
        if (Float.isNaN(grid[at])) {
          grid[at] = carried;
        } else if (this == PREVIOUS || this == NEXT) {
          carried = grid[at];
        }
      }
    }
  }
}
