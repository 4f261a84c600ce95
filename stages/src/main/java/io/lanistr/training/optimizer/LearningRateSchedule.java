package io.lanistr.training.optimizer;

import java.io.Serializable;

/**
 * Linear warm-up, then half a cosine down to zero (LANISTR, section "Optimisation"), both counted
 * in steps; or constant after the warm-up.
 *
 * <p>Unlike the official implementation, which moves once per epoch and trains the whole first
 * epoch at rate zero, no step is wasted: the first step's rate is peak/(warmupSteps+1).
 *
 * @param peak the rate after the warm-up
 * @param warmupSteps steps before the peak, fewer than totalSteps
 * @param totalSteps steps of the whole training
 * @param cosine whether the rate falls after the warm-up
 */
public record LearningRateSchedule(double peak, long warmupSteps, long totalSteps, boolean cosine)
    implements Serializable {

  public LearningRateSchedule {
    if (!(peak >= 0) || Double.isInfinite(peak)) {
      throw new IllegalArgumentException("learning rate must not be negative: " + peak);
    }
    if (totalSteps < 1 || warmupSteps < 0 || warmupSteps >= totalSteps) {
      throw new IllegalArgumentException(
          "warm-up steps must be in 0..totalSteps-1: " + warmupSteps + " of " + totalSteps);
    }
  }

  /** The rate of a step; the first is 1. */
  public double rate(long step) {
    long done = step - 1;
    if (done < warmupSteps) {
      return peak * step / (warmupSteps + 1);
    }
    if (!cosine) {
      return peak;
    }
    double progress = Math.min(1, (done - warmupSteps) / (double) (totalSteps - warmupSteps));
    return peak * 0.5 * (1 + Math.cos(Math.PI * progress));
  }
}
