package io.lanistr.training.optimizer;

import java.io.Serializable;

/**
 * The official implementation's schedule, which moves once an epoch: linear warm-up from 0, then
 * half a cosine. The whole first epoch of a warm-up trains at rate 0.
 *
 * @param peak the rate after the warm-up
 * @param warmupEpochs epochs before the peak
 * @param epochs epochs of the whole training
 */
public record EpochSchedule(double peak, int warmupEpochs, int epochs) implements Serializable {

  public EpochSchedule {
    if (!(peak >= 0) || Double.isInfinite(peak)) {
      throw new IllegalArgumentException("learning rate must not be negative: " + peak);
    }
    if (epochs < 1 || warmupEpochs < 0) {
      throw new IllegalArgumentException(
          "epochs must be positive, warm-up epochs not negative: " + epochs + ", " + warmupEpochs);
    }
  }

  /** The rate of all steps of an epoch; the first is 0. */
  public double rate(int epoch) {
    if (epoch < warmupEpochs) {
      return peak * epoch / warmupEpochs;
    }
    double progress = (epoch - warmupEpochs) / (double) Math.max(1, epochs - warmupEpochs);
    return peak * Math.max(0, 0.5 * (1 + Math.cos(Math.PI * progress)));
  }
}
