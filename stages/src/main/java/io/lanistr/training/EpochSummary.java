package io.lanistr.training;

import io.lanistr.network.StepReport;

/**
 * An epoch in numbers.
 *
 * @param epoch from 1
 * @param losses means over the epoch's steps, weighted by their rows
 * @param learningRate of the last step
 * @param rows visited
 * @param seconds the epoch took
 */
public record EpochSummary(
    int epoch, StepReport losses, double learningRate, long rows, double seconds) {

  /** Rows a second. */
  public double rowsPerSecond() {
    return seconds > 0 ? rows / seconds : 0;
  }
}
