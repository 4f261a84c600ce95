package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;
import java.util.List;

/**
 * The training rows of one partition: Arrow record batches in a memory-mapped file.
 *
 * <p>They live outside the heap and outside Spark's storage memory, so that they never push out the
 * weight blocks that BigDL keeps there, and the operating system writes back and re-reads pages
 * when memory is short. Safe for many reading threads.
 */
public final class ArrowShard {
  private final ShardBatch[] batches;
  private final int[] starts;
  private final MultimodalMetadata metadata;

  ArrowShard(List<ShardBatch> batches, MultimodalMetadata metadata) {
    this.batches = batches.toArray(ShardBatch[]::new);
    this.metadata = metadata;
    starts = new int[this.batches.length + 1];
    for (int i = 0; i < this.batches.length; i++) {
      starts[i + 1] = Math.addExact(starts[i], this.batches[i].rows());
    }
  }

  /** Number of rows. */
  public int rows() {
    return starts[batches.length];
  }

  /** Sizes of the modalities. */
  public MultimodalMetadata metadata() {
    return metadata;
  }

  /** The record batch that holds a row. */
  int batchOf(int row) {
    int low = 0;
    int high = batches.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (row < starts[middle + 1]) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  ShardBatch batch(int number) {
    return batches[number];
  }

  /** First row of a record batch. */
  int start(int number) {
    return starts[number];
  }

  /** Hash that identifies a row to masks and order. */
  public long rowId(int row) {
    int number = batchOf(row);
    return batches[number].rowId(row - starts[number]);
  }

  /** Class of a row, or -1. */
  public int label(int row) {
    int number = batchOf(row);
    return batches[number].label(row - starts[number]);
  }

  /** Weight of a row. */
  public float weight(int row) {
    int number = batchOf(row);
    return batches[number].weight(row - starts[number]);
  }
}
