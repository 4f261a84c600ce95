package io.lanistr.training.bigdl;

import io.lanistr.training.data.ShardRdd;
import org.apache.spark.Dependency;
import scala.runtime.AbstractFunction1;

/** Whether a dependency is on the shards of a training. */
final class OnShardsOf extends AbstractFunction1<Dependency<?>, Object> {
  private final String training;

  OnShardsOf(String training) {
    this.training = training;
  }

  @Override
  public Object apply(Dependency<?> dependency) {
    return dependency.rdd() instanceof ShardRdd shards && shards.training().equals(training);
  }
}
