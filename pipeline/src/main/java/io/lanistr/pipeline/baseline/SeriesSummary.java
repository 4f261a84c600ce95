package io.lanistr.pipeline.baseline;

/**
 * A series of any length as a vector of fixed size: each channel resampled by linear interpolation
 * to equally many steps, then its mean, standard deviation, least and largest value, and the number
 * of steps.
 */
final class SeriesSummary {
  private static final int STATISTICS = 4;

  private SeriesSummary() {}

  static int size(int channels, int steps) {
    return channels * (steps + STATISTICS) + 1;
  }

  /**
   * The vector of one series.
   *
   * @param series [steps, channels]; a value that is not finite counts as 0
   */
  static double[] of(float[][] series, int channels, int steps) {
    double[] out = new double[size(channels, steps)];
    int statistics = channels * steps;
    for (int channel = 0; channel < channels; channel++) {
      double sum = 0;
      double squares = 0;
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (float[] step : series) {
        double value = finite(step[channel]);
        sum += value;
        squares += value * value;
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      double mean = sum / series.length;
      int at = statistics + channel * STATISTICS;
      out[at] = mean;
      out[at + 1] = Math.sqrt(Math.max(0, squares / series.length - mean * mean));
      out[at + 2] = least;
      out[at + 3] = most;
      for (int step = 0; step < steps; step++) {
        double place = steps == 1 ? 0 : step * (series.length - 1.0) / (steps - 1);
        out[channel * steps + step] = at(series, channel, place);
      }
    }
    out[out.length - 1] = series.length;
    return out;
  }

  private static double at(float[][] series, int channel, double place) {
    int before = (int) place;
    int after = Math.min(before + 1, series.length - 1);
    double share = place - before;
    return (1 - share) * finite(series[before][channel]) + share * finite(series[after][channel]);
  }

  private static double finite(float value) {
    return Float.isFinite(value) ? value : 0;
  }
}
