package io.lanistr.training.progress;

/**
 * Where the time of a step goes, in seconds, as the mean of the executors. Together they are the
 * time from step to step.
 *
 * @param reading rows of the cache into batches, and drawing masks
 * @param computing forward and backward
 * @param exchanging gradients and weights
 * @param updating weights
 * @param waiting for the slowest executor and for the driver
 */
public record StepTimes(
    double reading, double computing, double exchanging, double updating, double waiting) {
  /** No time at all. */
  public static final StepTimes ZERO = new StepTimes(0, 0, 0, 0, 0);
}
