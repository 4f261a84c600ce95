package io.lanistr.udf.series;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of a series with more steps than the network takes. */
public enum LongSeries {
  /** The first steps are kept. */
  HEAD,
  /** The last steps are kept. */
  TAIL,
  /** Neighbouring steps are averaged over what was observed, so that the whole length counts. */
  AVERAGE;

  /** By name, any case. */
  public static LongSeries of(String name) {
    for (LongSeries candidate : values()) {
      if (candidate.label().equals(name.toLowerCase(Locale.ROOT))) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(
        "no way to shorten a series '" + name + "'; choose head, tail or average");
  }

  /** The name in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * At most {@code limit} steps of a series.
   *
   * @param values [steps, channels], row-major, NaN where not observed
   */
  public float[] shorten(float[] values, int channels, int limit) {
    int steps = values.length / channels;
    if (steps <= limit) {
      return values;
    }
    return switch (this) {
      case HEAD -> Arrays.copyOf(values, limit * channels);
      case TAIL -> Arrays.copyOfRange(values, (steps - limit) * channels, values.length);
      case AVERAGE -> average(values, channels, steps, limit);
    };
  }

  private static float[] average(float[] values, int channels, int steps, int limit) {
    float[] out = new float[limit * channels];
    for (int i = 0; i < limit; i++) {
      int from = (int) ((long) i * steps / limit);
      int until = (int) ((long) (i + 1) * steps / limit);
      for (int c = 0; c < channels; c++) {
        double sum = 0;
        int seen = 0;
        for (int s = from; s < until; s++) {
          float value = values[s * channels + c];
          if (!Float.isNaN(value)) {
            sum += value;
            seen++;
          }
        }
        out[i * channels + c] = seen == 0 ? Float.NaN : (float) (sum / seen);
      }
    }
    return out;
  }
}
