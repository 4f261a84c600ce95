package io.lanistr.training.progress;

import io.lanistr.training.EpochSummary;

/**
 * Told on the driver how a training goes. Called between steps by the thread that trains, so an
 * exception ends the training.
 */
public interface TrainingListener {
  /** Hears nothing. */
  TrainingListener SILENT = new TrainingListener() {};

  /** This listener, then another. */
  default TrainingListener and(TrainingListener other) {
    return new TwoListeners(this, other);
  }

  /**
   * At any time, about something worth knowing.
   *
   * @param what one line
   */
  default void noted(String what) {}

  /**
   * Before the first step.
   *
   * @param what one line on the layout: rows, parameters, executors, cores
   */
  default void started(String what) {}

  /** After each step. */
  default void stepFinished(StepProgress step) {}

  /** After each epoch. */
  default void epochFinished(EpochSummary epoch) {}

  /**
   * After each epoch of a training with validation rows.
   *
   * @param epoch with its metric
   * @param metric its name
   * @param best whether no epoch before was as good
   */
  default void judged(EpochSummary epoch, String metric, boolean best) {}
}
