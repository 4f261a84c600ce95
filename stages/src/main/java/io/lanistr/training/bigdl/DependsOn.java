package io.lanistr.training.bigdl;

import org.apache.spark.Dependency;
import scala.runtime.AbstractFunction1;

/** Whether a dependency is on the RDD of an id. */
final class DependsOn extends AbstractFunction1<Dependency<?>, Object> {
  private final int id;

  DependsOn(int id) {
    this.id = id;
  }

  @Override
  public Object apply(Dependency<?> dependency) {
    return dependency.rdd().id() == id;
  }
}
