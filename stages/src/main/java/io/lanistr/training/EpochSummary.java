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
 * @param validation metric over validation rows; NaN if there were none
 */
public record EpochSummary(
    int epoch,
    StepReport losses,
    double learningRate,
    long rows,
    double seconds,
    double validation) {

  /** Of a training without validation rows. */
  public EpochSummary(
      int epoch, StepReport losses, double learningRate, long rows, double seconds) {
    this(epoch, losses, learningRate, rows, seconds, Double.NaN);
  }

  /** The same with a metric. */
  public EpochSummary judged(double metric) {
    return new EpochSummary(epoch, losses, learningRate, rows, seconds, metric);
  }

  /** Rows a second. */
  public double rowsPerSecond() {
    return seconds > 0 ? rows / seconds : 0;
  }
}
