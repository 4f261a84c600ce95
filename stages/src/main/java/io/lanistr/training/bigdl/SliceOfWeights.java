package io.lanistr.training.bigdl;

import io.lanistr.training.data.LocalShard;
import java.util.Arrays;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/**
 * Copies, in a task between two steps, the slice of weights that its executor updates, or their
 * running mean where that takes their place in the end.
 */
final class SliceOfWeights implements Function<LocalShard, WeightSlice> {
  private static final long serialVersionUID = 1L;

  private final String training;

  SliceOfWeights(String training) {
    this.training = training;
  }

  @Override
  public WeightSlice call(LocalShard shard) {
    LocalTraining local = LocalTrainings.get(training, TaskContext.getPartitionId());
    float[] average = local.moments().average();
    float[] values = average == null ? local.weights() : average;
    int from = average == null ? local.weightOffset() : 0;
    return new WeightSlice(
        local.start(), Arrays.copyOfRange(values, from, from + local.length()), local.statistics());
  }
}
