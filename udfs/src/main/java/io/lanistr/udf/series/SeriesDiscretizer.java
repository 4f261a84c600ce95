package io.lanistr.udf.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Written, stamped events of mixed channels to a numeric grid, as LANISTR prepares intensive-care
 * series (section 4 of arXiv:2305.16556): categorical channels one-hot, an observation mask for
 * every channel after the values, gaps imputed. Unlike the reference code, all imputations work.
 */
public final class SeriesDiscretizer implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Keeps the division finite for a column that never varies. */
  private static final float EPSILON = 1e-7f;

  private final List<SeriesChannel> channels;
  private final SeriesGrid grid;
  private final Imputation imputation;

  public SeriesDiscretizer(
      List<SeriesChannel> channels, double interval, int steps, Imputation imputation) {
    this.channels = List.copyOf(channels);
    this.grid = new SeriesGrid(interval, steps);
    this.imputation = imputation;
  }

  /** Column names: {@code channel} or {@code channel->category}, then {@code mask->channel}. */
  public List<String> header() {
    List<String> names = new ArrayList<>();
    for (SeriesChannel channel : channels) {
      if (channel.categorical()) {
        channel.categories().forEach(c -> names.add(channel.name() + "->" + c));
      } else {
        names.add(channel.name());
      }
    }
    channels.forEach(c -> names.add("mask->" + c.name()));
    return names;
  }

  /** Positions in {@link #header()} of the numeric channels, the ones to be normalised. */
  public int[] numericColumns() {
    int[] columns = new int[channels.size()];
    int n = 0;
    int at = 0;
    for (SeriesChannel channel : channels) {
      if (!channel.categorical()) {
        columns[n++] = at;
      }
      at += channel.width();
    }
    return Arrays.copyOf(columns, n);
  }

  /**
   * Discretizes one series.
   *
   * @param times [events] since the start
   * @param events [events][channels] as written; empty or null where not observed
   * @return [steps, columns of {@link #header()}], row-major
   */
  public float[] discretize(double[] times, String[][] events) {
    int n = channels.size();
    float[] numbers = new float[times.length * n];
    for (int e = 0; e < times.length; e++) {
      for (int c = 0; c < n; c++) {
        numbers[e * n + c] = channels.get(c).parse(events[e][c]);
      }
    }
    float[] placed = grid.place(times, numbers, n);
    float[] filled = placed.clone();
    imputation.fillInPlace(filled, n, usual());
    int columns = header().size();
    float[] out = new float[grid.steps() * columns];
    for (int s = 0; s < grid.steps(); s++) {
      int at = s * columns;
      for (int c = 0; c < n; c++) {
        boolean observed = !Float.isNaN(placed[s * n + c]);
        write(out, at, channels.get(c), observed, filled[s * n + c]);
        at += channels.get(c).width();
      }
      for (int c = 0; c < n; c++) {
        out[at + c] = Float.isNaN(placed[s * n + c]) ? 0 : 1;
      }
    }
    return out;
  }

  /** (x - mean) / std of the given columns; a std of 0 counts as 1e-7. */
  public static void normalizeInPlace(
      float[] grid, int columns, int[] normalized, float[] mean, float[] std) {
    for (int row = 0; row < grid.length; row += columns) {
      for (int c : normalized) {
        grid[row + c] = (grid[row + c] - mean[c]) / (std[c] == 0 ? EPSILON : std[c]);
      }
    }
  }

  private float[] usual() {
    float[] usual = new float[channels.size()];
    for (int c = 0; c < usual.length; c++) {
      usual[c] = channels.get(c).parse(channels.get(c).usual());
    }
    return usual;
  }

  /** With zero imputation an unobserved category has no 1 at all. */
  private void write(float[] out, int at, SeriesChannel channel, boolean observed, float value) {
    if (!channel.categorical()) {
      out[at] = Float.isNaN(value) ? 0 : value;
    } else if (!Float.isNaN(value) && (observed || imputation != Imputation.ZERO)) {
      out[at + (int) value] = 1;
    }
  }
}
