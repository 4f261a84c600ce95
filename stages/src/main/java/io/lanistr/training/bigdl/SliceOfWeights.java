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
    LocalTrainings.Slice slice = LocalTrainings.slice(training, TaskContext.getPartitionId());
    float[] average = slice.moments().average();
    float[] values = average == null ? slice.weights() : average;
    int from = average == null ? slice.offset() : 0;
    return new WeightSlice(slice.start(), Arrays.copyOfRange(values, from, from + slice.length()));
  }
}
