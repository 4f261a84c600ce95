package io.lanistr.training.bigdl;

import io.lanistr.training.data.EpochLayout;
import io.lanistr.training.data.EpochPlan;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.step.ReplicaSpec;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * What executors need to find their rows of a step; broadcast once.
 *
 * @param epochs how epochs visit the rows
 * @param firstIndex index among all rows of each shard's first
 * @param cores of an executor
 */
record StepLayout(EpochLayout epochs, long[] firstIndex, int cores, Broadcast<ReplicaSpec> replicas)
    implements Serializable {

  /** The plan of a shard for an epoch. */
  EpochPlan plan(LocalShard shard, int partition, int epoch) {
    return shard.plan(epochs, replicas.value().network(), firstIndex[partition], epoch);
  }
}
