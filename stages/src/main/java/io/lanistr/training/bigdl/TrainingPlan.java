package io.lanistr.training.bigdl;

import io.lanistr.training.TrainingConfig;
import io.lanistr.training.data.EpochLayout;
import io.lanistr.training.data.EpochPlan;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.optimizer.LearningRateSchedule;
import io.lanistr.training.optimizer.ParameterGroups;
import io.lanistr.training.snapshot.ResumePoint;
import io.lanistr.training.step.ReplicaSpec;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * What executors need to know of a training; broadcast once.
 *
 * @param training its unique id
 * @param epochs how epochs visit the rows
 * @param firstIndex index among all rows of each shard's first
 * @param cores of an executor
 * @param groups of the trained parameters
 * @param firstStep number of the first step, from 1
 * @param resumeOrNull where the moments are that the first step starts with; null for zeros
 */
record TrainingPlan(
    String training,
    EpochLayout epochs,
    long[] firstIndex,
    int cores,
    Broadcast<ReplicaSpec> replicas,
    ParameterGroups groups,
    LearningRateSchedule schedule,
    int firstStep,
    ResumePoint resumeOrNull)
    implements Serializable {

  int partitions() {
    return firstIndex.length;
  }

  TrainingConfig config() {
    return replicas.value().training();
  }

  /** The rows of a shard in the epoch of a step, counted from 1. */
  EpochPlan rowsOf(LocalShard shard, int partition, int step) {
    int epoch = (step - 1) / epochs.steps();
    return shard.plan(epochs, replicas.value().network(), firstIndex[partition], epoch);
  }

  /** A step's number in its epoch, from 0. */
  int withinEpoch(int step) {
    return (step - 1) % epochs.steps();
  }

  /** First position of a partition's slice in the flat vector, as BigDL cuts it. */
  int start(int partition) {
    int size = groups.size();
    return partition * (size / partitions()) + Math.min(partition, size % partitions());
  }
}
