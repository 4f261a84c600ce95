package io.lanistr.training.bigdl;

import io.lanistr.training.progress.StepTimes;
import java.util.Arrays;

/** Tells where a task's time goes: each lap belongs to what has just been done. */
final class PhaseClock {
  /** What a task does in a step. */
  enum Phase {
    COMPUTING,
    EXCHANGING,
    UPDATING,
    WAITING
  }

  private static final double NANOS = 1e9;

  private final double[] seconds = new double[Phase.values().length];
  private long last = System.nanoTime();

  /** Counts the time since the last call. */
  void lap(Phase done) {
    long now = System.nanoTime();
    seconds[done.ordinal()] += (now - last) / NANOS;
    last = now;
  }

  /**
   * What has been counted since the last call.
   *
   * @param reading seconds of the computing that went into reading rows
   */
  StepTimes take(double reading) {
    StepTimes times =
        new StepTimes(
            reading,
            seconds[Phase.COMPUTING.ordinal()] - reading,
            seconds[Phase.EXCHANGING.ordinal()],
            seconds[Phase.UPDATING.ordinal()],
            seconds[Phase.WAITING.ordinal()]);
    Arrays.fill(seconds, 0);
    return times;
  }
}
