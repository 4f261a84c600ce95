package io.lanistr.training.bigdl;

import io.lanistr.training.data.LocalShard;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** Copies, in a task between two steps, the slice of weights that its executor updates. */
final class SliceOfWeights implements Function<LocalShard, WeightSlice> {
  private static final long serialVersionUID = 1L;

  private final String training;

  SliceOfWeights(String training) {
    this.training = training;
  }

  @Override
  public WeightSlice call(LocalShard shard) {
    return WeightBlocks.copy(training, TaskContext.getPartitionId());
  }
}
