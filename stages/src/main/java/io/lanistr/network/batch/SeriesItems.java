package io.lanistr.network.batch;

import java.util.Arrays;

/** Time series of a batch, at most one a row: their steps one after another. */
public final class SeriesItems extends Items {
  private final int channels;
  private int[] starts = new int[16];
  private float[] values = new float[256];
  private boolean[] hidden = new boolean[256];
  private boolean[] valid = new boolean[64];
  private boolean padded;

  SeriesItems(int channels) {
    this.channels = channels;
  }

  /**
   * Adds a series of {@code steps} steps whose values the caller writes.
   *
   * @return position of its first value in {@link #values}, which may be a new array now
   */
  public int add(int row, int steps) {
    int last = count() - 1;
    if (steps < 1 || (last >= 0 && row()[last] == row)) {
      throw new IllegalArgumentException(
          "row " + row + " must have one series of at least one step, got " + steps + " steps");
    }
    int at = stepCount();
    values = Grow.atLeast(values, Math.multiplyExact(at + steps, channels));
    hidden = Grow.atLeast(hidden, (at + steps) * channels);
    valid = Grow.atLeast(valid, at + steps);
    Arrays.fill(hidden, at * channels, (at + steps) * channels, false);
    Arrays.fill(valid, at, at + steps, true);
    int item = append(row);
    starts = Grow.atLeast(starts, item + 2);
    starts[item + 1] = at + steps;
    return at * channels;
  }

  /** Marks steps of the series added last as padding, which is not attended to. */
  public void padding(boolean[] isValid, int from) {
    int first = starts[count() - 1];
    System.arraycopy(isValid, from, valid, first, stepCount() - first);
    padded = true;
  }

  /** Number of steps of all series. */
  public int stepCount() {
    return starts[count()];
  }

  /** Values of a step. */
  public int channels() {
    return channels;
  }

  /** Series i holds steps {@code [starts[i], starts[i + 1])}. */
  public int[] starts() {
    return starts;
  }

  /** Values, [steps, channels]. */
  public float[] values() {
    return values;
  }

  /** Which values are hidden in pretraining, [steps, channels]. */
  public boolean[] hidden() {
    return hidden;
  }

  /** Which steps are no padding, or null if all are. */
  public boolean[] validOrNull() {
    return padded ? valid : null;
  }

  @Override
  public void clear() {
    super.clear();
    padded = false;
  }
}
