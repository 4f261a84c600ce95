package io.lanistr.udf.series;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Puts stamped events on a regular grid by the rule of LANISTR's data preparation: bin = int(time /
 * interval - 1e-6), the last value of a channel in a bin wins.
 *
 * @param interval width of a bin, in the unit of the time stamps
 * @param steps number of bins; later events are left out
 */
public record SeriesGrid(double interval, int steps) implements Serializable {
  /** Keeps an event on a bin's right edge in that bin. */
  private static final double EPSILON = 1e-6;

  public SeriesGrid {
    if (!(interval > 0) || steps <= 0) {
      throw new IllegalArgumentException(
          "a grid needs a positive interval and number of steps, got %s and %d"
              .formatted(interval, steps));
    }
  }

  /** The bin of a time stamp, or -1 outside the grid. */
  public int bin(double time) {
    if (Double.isNaN(time) || time < 0 || time > interval * steps + EPSILON) {
      return -1;
    }
    return Math.min((int) Math.max(0, time / interval - EPSILON), steps - 1);
  }

  /**
   * Grids events, in any order; of equal stamps the later one counts.
   *
   * @param times [events]; events with NaN or outside the grid are left out
   * @param values [events, channels], row-major, NaN where a channel was not observed
   * @return [steps, channels], NaN where nothing was observed
   */
  public float[] place(double[] times, float[] values, int channels) {
    if (values.length != times.length * channels) {
      throw new IllegalArgumentException(
          "%d time stamps and %d channels need %d values, got %d"
              .formatted(times.length, channels, times.length * channels, values.length));
    }
    float[] grid = new float[steps * channels];
    Arrays.fill(grid, Float.NaN);
    for (int event : inTime(times)) {
      int bin = bin(times[event]);
      for (int c = 0; bin >= 0 && c < channels; c++) {
        float value = values[event * channels + c];
        if (!Float.isNaN(value)) {
          grid[bin * channels + c] = value;
        }
      }
    }
    return grid;
  }

  /** Positions of the events by rising time; a stable sort, skipped when already in order. */
  private static int[] inTime(double[] times) {
    int[] order = new int[times.length];
    boolean sorted = true;
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      sorted &= i == 0 || times[i - 1] <= times[i];
    }
    if (sorted) {
      return order;
    }
    return Arrays.stream(order)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> times[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
