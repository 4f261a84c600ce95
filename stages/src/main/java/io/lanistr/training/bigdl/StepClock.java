package io.lanistr.training.bigdl;

import io.lanistr.network.batch.LossTotals;
import io.lanistr.training.step.StepTotals;
import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/**
 * Which step is next. The driver moves it between steps; Spark sends it along with every job, as a
 * part of {@link StepRdd}, so executors need no state of their own to know the step.
 */
final class StepClock implements Serializable {
  private static final long serialVersionUID = 1L;

  private volatile int epoch;
  private volatile int step;
  private volatile int counted;
  private volatile Broadcast<StepTotals> totals;

  /**
   * Sets it.
   *
   * @param newCounted the step's number in the totals
   */
  void set(int newEpoch, int newStep, int newCounted, Broadcast<StepTotals> newTotals) {
    epoch = newEpoch;
    step = newStep;
    counted = newCounted;
    totals = newTotals;
  }

  /** From 0. */
  int epoch() {
    return epoch;
  }

  /** Within the epoch, from 0. */
  int step() {
    return step;
  }

  /** What the step's losses are divided by. */
  LossTotals totals() {
    return totals.value().get(counted);
  }
}
