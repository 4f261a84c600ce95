package io.lanistr.training.bigdl;

import io.lanistr.training.data.EpochPlan;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.step.ReplicaSpec;
import io.lanistr.training.step.StepTotals;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Counts, in a task, what the losses of each step of an epoch are divided by. */
final class CountSteps implements Function<LocalShard, StepTotals> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<StepLayout> layout;
  private final int epoch;

  CountSteps(Broadcast<StepLayout> layout, int epoch) {
    this.layout = layout;
    this.epoch = epoch;
  }

  @Override
  public StepTotals call(LocalShard shard) {
    StepLayout steps = layout.value();
    ReplicaSpec spec = steps.replicas().value();
    EpochPlan plan = steps.plan(shard, TaskContext.getPartitionId(), epoch);
    return StepTotals.count(shard.rows(), plan, spec.network(), spec.training());
  }
}
