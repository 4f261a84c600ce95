package io.lanistr.network.batch;

import java.util.Arrays;

/** Tables of a batch, at most one line a row. */
public final class TableItems extends Items {
  private final int columns;
  private final int embeddedColumns;
  private float[] features = new float[0];
  private boolean[] hidden = new boolean[0];

  TableItems(int columns, int embeddedColumns) {
    this.columns = columns;
    this.embeddedColumns = embeddedColumns;
  }

  /**
   * Adds a line whose values the caller writes: standardised numbers, and category indices as
   * floats.
   *
   * @return position of its first value in {@link #features}, which may be a new array now
   */
  public int add(int row) {
    if (count() > 0 && row()[count() - 1] == row) {
      throw new IllegalArgumentException("row " + row + " has a table already");
    }
    int item = append(row);
    features = Grow.atLeast(features, (item + 1) * columns);
    hidden = Grow.atLeast(hidden, (item + 1) * embeddedColumns);
    Arrays.fill(hidden, item * embeddedColumns, (item + 1) * embeddedColumns, false);
    return item * columns;
  }

  /** Values, [items, columns]. */
  public float[] features() {
    return features;
  }

  /** Number of columns. */
  public int columns() {
    return columns;
  }

  /** Number of columns after embedding the categories. */
  public int embeddedColumns() {
    return embeddedColumns;
  }

  /** Which embedded columns are hidden in pretraining, [items, embedded columns]. */
  public boolean[] hidden() {
    return hidden;
  }
}
