package io.lanistr.training.data;

import java.io.Serializable;

/**
 * How epochs visit the rows of a training: in batches of batchSize, the last one smaller.
 *
 * @param rows rows over all shards
 * @param batchSize rows of a step over all shards
 * @param seed of the order
 */
public record EpochLayout(long rows, int batchSize, long seed) implements Serializable {
  public EpochLayout {
    if (rows < 1) {
      throw new IllegalArgumentException("There are no rows to train on.");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("The batch size must be at least 1: " + batchSize);
    }
    if ((rows + batchSize - 1) / batchSize > Integer.MAX_VALUE / 2) {
      throw new IllegalArgumentException(
          "An epoch of " + rows + " rows needs a batch size above " + batchSize);
    }
  }

  /** Steps of an epoch. */
  public int steps() {
    return (int) ((rows + batchSize - 1) / batchSize);
  }

  /** Rows of a step, counted within the epoch from 0. */
  public int rowsOf(int step) {
    return (int) Math.min(batchSize, rows - (long) step * batchSize);
  }
}
