package io.lanistr.training.data;

import java.util.Arrays;

/**
 * Which of a shard's rows belong to which step of one epoch, and how the rows of a step are cut
 * into slices of about equal cost.
 */
public final class EpochPlan {
  private final int epoch;
  private final int[] rows;
  private final int[] stepStarts;
  private final long[] costs;

  /**
   * @param epoch number of the epoch, from 0
   * @param order the epoch's permutation of all rows of the training
   * @param firstIndex index among all rows of the shard's first row
   * @param batchSize rows of a step over all shards
   * @param steps steps of the epoch
   * @param rowCosts about what each row of the shard costs to compute
   */
  EpochPlan(
      int epoch, EpochOrder order, long firstIndex, int batchSize, int steps, int[] rowCosts) {
    this.epoch = epoch;
    int count = rowCosts.length;
    stepStarts = new int[steps + 1];
    long[] positions = new long[count];
    for (int row = 0; row < count; row++) {
      positions[row] = order.position(firstIndex + row);
    }
    rows = sorted(positions);
    costs = new long[count + 1];
    for (int i = 0; i < count; i++) {
      stepStarts[(int) (positions[rows[i]] / batchSize) + 1]++;
      costs[i + 1] = costs[i] + rowCosts[rows[i]];
    }
    for (int step = 0; step < steps; step++) {
      stepStarts[step + 1] += stepStarts[step];
    }
  }

  /** The rows in the order of their positions, which are all different. */
  private static int[] sorted(long[] positions) {
    long[] keys = positions.clone();
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int row = 0; row < keys.length; row++) {
      order[Arrays.binarySearch(keys, positions[row])] = row;
    }
    return order;
  }

  /** The epoch. */
  public int epoch() {
    return epoch;
  }

  /** Number of steps. */
  public int steps() {
    return stepStarts.length - 1;
  }

  /** The i-th row of the epoch. */
  public int row(int i) {
    return rows[i];
  }

  /** Where the rows of a step begin; they end where those of the next begin. */
  public int start(int step) {
    return stepStarts[step];
  }

  /**
   * Where slice {@code slice} of {@code slices} of a step begins; it ends where the next begins. A
   * slice can be empty.
   */
  public int start(int step, int slice, int slices) {
    int from = stepStarts[step];
    int to = stepStarts[step + 1];
    if (slice == 0 || slice == slices) {
      return slice == 0 ? from : to;
    }
    long target = costs[from] + (costs[to] - costs[from]) * slice / slices;
    int at = Arrays.binarySearch(costs, from, to + 1, target);
    return at >= 0 ? at : nearest(-at - 1, target);
  }

  private int nearest(int above, long target) {
    return costs[above] - target < target - costs[above - 1] ? above : above - 1;
  }
}
