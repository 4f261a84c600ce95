package io.lanistr.training.data;

import io.lanistr.network.config.NetworkConfig;

/** A training's shard in this JVM, with the plan of the epoch that is being trained. */
public final class LocalShard {
  private final ArrowShard rows;
  private final long contents;
  private int[] costs;
  private EpochPlan plan;

  LocalShard(ArrowShard rows, long contents) {
    this.rows = rows;
    this.contents = contents;
  }

  /** The rows. */
  public ArrowShard rows() {
    return rows;
  }

  /** What the rows hold; see {@link ShardSummary}. */
  long contents() {
    return contents;
  }

  /**
   * The plan of an epoch, made once.
   *
   * @param firstIndex index among all rows of this shard's first
   */
  public synchronized EpochPlan plan(
      EpochLayout layout, NetworkConfig network, long firstIndex, int epoch) {
    if (plan == null || plan.epoch() != epoch) {
      if (costs == null) {
        costs = RowCosts.of(rows, network);
      }
      plan =
          new EpochPlan(
              epoch,
              new EpochOrder(layout.rows(), layout.batchSize(), layout.seed(), epoch),
              firstIndex,
              layout.batchSize(),
              layout.steps(),
              costs);
    }
    return plan;
  }
}
