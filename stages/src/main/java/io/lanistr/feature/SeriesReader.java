package io.lanistr.feature;

import io.lanistr.udf.SparkArrays;
import io.lanistr.udf.series.LongSeries;
import io.lanistr.udf.series.SeriesGrid;
import java.io.Serializable;
import java.util.Arrays;
import scala.collection.Seq;

/** The series of one row on its grid, gaps as NaN, before normalisation and imputation. */
final class SeriesReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String where;
  private final int channels;
  private final int maxSteps;
  private final boolean stamped;
  private final double interval;
  private final boolean fromFirst;
  private final LongSeries longSeries;

  SeriesReader(SeriesParams<?> stage, int channels, int maxSteps) {
    this.where = stage.uid() + ": column '" + stage.getInputCol() + "'";
    this.channels = channels;
    this.maxSteps = maxSteps;
    this.stamped = !stage.getTimeCol().isEmpty();
    this.interval = stage.getInterval();
    this.fromFirst = stage.getTimeOrigin().equals(SeriesParams.FIRST);
    this.longSeries = LongSeries.of(stage.getLongSeries());
  }

  /**
   * Reads a row.
   *
   * @param times one stamp for each step; ignored when the stage has no time column
   * @return [steps, channels], at most maxSteps steps, ending with the last step that has an
   *     observation; null when nothing was observed
   */
  float[] read(Seq<Seq<?>> steps, Seq<?> times) {
    if (steps == null || (stamped && times == null)) {
      return null;
    }
    float[] values = values(steps);
    float[] grid = stamped ? grid(values, times) : longSeries.shorten(values, channels, maxSteps);
    int end = grid.length;
    while (end > 0 && Float.isNaN(grid[end - 1])) {
      end--;
    }
    int observed = (end + channels - 1) / channels;
    return observed == 0 ? null : Arrays.copyOf(grid, observed * channels);
  }

  private float[] values(Seq<Seq<?>> steps) {
    float[] values;
    try {
      values = SparkArrays.matrix(steps, channels);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where
              + ": "
              + e.getMessage()
              + " as in the rows given to fit; repair the row or fit again",
          e);
    }
    for (int i = 0; i < values.length; i++) {
      if (Float.isInfinite(values[i])) {
        values[i] = Float.NaN;
      }
    }
    return values;
  }

  private float[] grid(float[] values, Seq<?> stamps) {
    double[] times = SparkArrays.doubles(stamps);
    if (times.length * channels != values.length) {
      throw new IllegalArgumentException(
          "%s: a series of %d steps has %d time stamps; every step needs one"
              .formatted(where, values.length / channels, times.length));
    }
    if (fromFirst) {
      double first = Arrays.stream(times).filter(t -> !Double.isNaN(t)).min().orElse(0);
      for (int i = 0; i < times.length; i++) {
        times[i] -= first;
      }
    }
    return new SeriesGrid(interval, maxSteps).place(times, values, channels);
  }
}
