package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.feature.dataset.DistributedDataSet;
import com.intel.analytics.bigdl.dllib.feature.dataset.MiniBatch;
import org.apache.spark.rdd.RDD;

/**
 * The training's steps as BigDL's data set. What BigDL counts as records are slices, and its epoch
 * is ours: so many records as an epoch has steps and slices.
 */
final class StepDataSet implements DistributedDataSet<MiniBatch<Object>> {
  private final RDD<?> shards;
  private final StepRdd steps;
  private final int recordsPerPartition;
  private boolean cached = true;

  /**
   * @param stepsPerEpoch steps of an epoch
   * @param cores of an executor
   */
  StepDataSet(RDD<?> shards, StepRdd steps, int stepsPerEpoch, int cores) {
    this.shards = shards;
    this.steps = steps;
    long perPartition = (long) stepsPerEpoch * cores * SliceBatch.RECORDS_PER_SLICE;
    // BigDL counts in 32 bits; epochs beyond end never for BigDL, which changes nothing.
    long most = Integer.MAX_VALUE / Math.max(1, shards.getNumPartitions());
    recordsPerPartition = (int) Math.min(most, perPartition);
  }

  @Override
  public RDD<MiniBatch<Object>> data(boolean train) {
    return train ? steps : new SizeRdd(shards, recordsPerPartition);
  }

  @Override
  public void shuffle() {}

  @Override
  public long size() {
    return (long) recordsPerPartition * shards.getNumPartitions();
  }

  @Override
  public RDD<?> originRDD() {
    return shards;
  }

  @Override
  public boolean isCached() {
    return cached;
  }

  @Override
  public void isCached_$eq(boolean value) {
    cached = value;
  }
}
