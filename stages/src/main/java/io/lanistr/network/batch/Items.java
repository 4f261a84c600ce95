package io.lanistr.network.batch;

import java.util.Arrays;

/** What the items of all modalities have in common: the row of the batch they belong to. */
public abstract sealed class Items
    permits TextItems, ImageItems, SeriesItems, TableItems, EncodedItems {
  private int count;
  private int[] row = new int[16];

  /** Number of items. */
  public final int count() {
    return count;
  }

  /** Row of each item, in increasing order; the first {@link #count} entries count. */
  public final int[] row() {
    return row;
  }

  /** Whether no row has more than one item. */
  public final boolean atMostOnePerRow() {
    for (int i = 1; i < count; i++) {
      if (row[i] == row[i - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Forgets all items and keeps the memory. */
  public void clear() {
    count = 0;
  }

  final int append(int ofRow) {
    if (ofRow < 0 || (count > 0 && ofRow < row[count - 1])) {
      throw new IllegalArgumentException(
          "items must come in the order of their rows: row " + ofRow + " at item " + count);
    }
    if (count == row.length) {
      row = Arrays.copyOf(row, 2 * count);
    }
    row[count] = ofRow;
    return count++;
  }
}
