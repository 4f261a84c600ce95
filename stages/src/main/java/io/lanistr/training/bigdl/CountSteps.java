package io.lanistr.training.bigdl;

import io.lanistr.training.data.EpochPlan;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.step.ReplicaSpec;
import io.lanistr.training.step.StepTotals;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Counts, in a task, what the losses of each step of some epochs are divided by. */
final class CountSteps implements Function<LocalShard, StepTotals> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<StepLayout> layout;
  private final int first;
  private final int epochs;

  CountSteps(Broadcast<StepLayout> layout, int first, int epochs) {
    this.layout = layout;
    this.first = first;
    this.epochs = epochs;
  }

  @Override
  public StepTotals call(LocalShard shard) {
    StepLayout steps = layout.value();
    ReplicaSpec spec = steps.replicas().value();
    StepTotals all = null;
    for (int epoch = first; epoch < first + epochs; epoch++) {
      EpochPlan plan = steps.plan(shard, TaskContext.getPartitionId(), epoch);
      StepTotals one = StepTotals.count(shard.rows(), plan, spec.network(), spec.training());
      all = all == null ? one : all.then(one);
    }
    return all;
  }
}
