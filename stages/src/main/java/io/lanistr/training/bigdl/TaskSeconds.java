package io.lanistr.training.bigdl;

import java.util.Arrays;
import org.apache.spark.util.AccumulatorV2;

/** How long each executor's part of a step took, in seconds. */
final class TaskSeconds extends AccumulatorV2<TaskSeconds.One, double[]> {
  private static final long serialVersionUID = 1L;

  /** A task's seconds. */
  record One(int partition, double seconds) {}

  private final double[] seconds;

  TaskSeconds(int partitions) {
    seconds = new double[partitions];
  }

  @Override
  public boolean isZero() {
    for (double one : seconds) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public AccumulatorV2<One, double[]> copy() {
    TaskSeconds copy = new TaskSeconds(seconds.length);
    System.arraycopy(seconds, 0, copy.seconds, 0, seconds.length);
    return copy;
  }

  @Override
  public void reset() {
    Arrays.fill(seconds, 0);
  }

  @Override
  public void add(One task) {
    seconds[task.partition] += task.seconds;
  }

  @Override
  public void merge(AccumulatorV2<One, double[]> other) {
    double[] more = other.value();
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] += more[i];
    }
  }

  @Override
  public double[] value() {
    return seconds.clone();
  }
}
