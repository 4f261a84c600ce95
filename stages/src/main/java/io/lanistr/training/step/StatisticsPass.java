package io.lanistr.training.step;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.batch.Batch;
import io.lanistr.training.data.ArrowShard;
import io.lanistr.training.data.BatchFiller;
import java.io.Serializable;

/**
 * Batch statistics re-estimated with the trained weights over one shard's rows.
 *
 * <p>What training leaves behind are the statistics of the last few slices, under weights that
 * moved on; the averages over all rows under the final weights are what scoring should use.
 */
public final class StatisticsPass implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] averages;
  private final long rows;

  private StatisticsPass(float[] averages, long rows) {
    this.averages = averages;
    this.rows = rows;
  }

  /**
   * Runs over the rows of a shard.
   *
   * @param weights the trained ones
   * @param sliceRows rows of a batch: as many as a replica had in training
   */
  public static StatisticsPass over(
      ArrowShard shard, ReplicaSpec spec, float[] weights, int sliceRows) {
    LanistrNetwork network = new LanistrNetwork(spec.network(), spec.training().frozen());
    network.parameters().bind(weights, 0, null, 0);
    network.parameters().bindFrozen(spec.frozen());
    network.buffers().copyIn(spec.buffers(), 0);
    Batch batch = new Batch(spec.network());
    BatchFiller filler = new BatchFiller(shard);
    network.beginStatistics();
    for (int from = 0; from < shard.rows(); from += sliceRows) {
      int to = Math.min(shard.rows(), from + sliceRows);
      batch.clear();
      for (int row = from; row < to; row++) {
        filler.addForCounting(batch, row, 0);
      }
      network.observe(batch);
    }
    long observed = network.endStatistics();
    float[] averages = new float[network.buffers().size()];
    network.buffers().copyOut(averages, 0);
    return new StatisticsPass(averages, observed);
  }

  /** Of both shards together: means weighted by rows. */
  public StatisticsPass plus(StatisticsPass other) {
    long both = rows + other.rows;
    if (rows == 0 || other.rows == 0) {
      return rows == 0 ? other : this;
    }
    float[] merged = new float[averages.length];
    for (int i = 0; i < merged.length; i++) {
      double sum = (double) averages[i] * rows + (double) other.averages[i] * other.rows;
      merged[i] = (float) (sum / both);
    }
    return new StatisticsPass(merged, both);
  }

  /** The flat statistics; those before the pass if no row had any. */
  public float[] averages() {
    return averages;
  }
}
