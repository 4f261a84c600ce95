package io.lanistr.training.bigdl;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Watches for an executor that keeps the others waiting: every step takes as long as its slowest
 * part.
 */
final class Stragglers {
  /** Steps before an opinion is had. */
  private static final int LEAST_STEPS = 5;

  /** What is called slow, against the median of the others. */
  private static final double FACTOR = 1.5;

  /** Seconds after which there is another opinion, if no epoch ends before. */
  private static final double LOOK_SECONDS = 300;

  /** Below this, in seconds a step, nobody notices. */
  private static final double NOTICEABLE = 0.05;

  private final List<String> locations;
  private final double[] sums;
  private int steps;

  /**
   * @param locations of the executors, in the order of their partitions
   */
  Stragglers(List<String> locations) {
    this.locations = List.copyOf(locations);
    sums = new double[locations.size()];
  }

  /**
   * Takes in a step.
   *
   * @param seconds each executor's part of it took
   * @param endsEpoch whether it is the last of an epoch
   * @return what there is to say at the end of an epoch, or after some minutes; null for nothing
   */
  String step(double[] seconds, boolean endsEpoch) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += seconds[i];
    }
    steps++;
    boolean minutes = steps >= LEAST_STEPS && Arrays.stream(sums).max().orElse(0) >= LOOK_SECONDS;
    return endsEpoch || minutes ? report() : null;
  }

  /** What there is to say about the steps since the last report. */
  private String report() {
    String found = steps < LEAST_STEPS || sums.length < 2 ? null : find();
    Arrays.fill(sums, 0);
    steps = 0;
    return found;
  }

  private String find() {
    int slowest = 0;
    for (int i = 1; i < sums.length; i++) {
      slowest = sums[i] > sums[slowest] ? i : slowest;
    }
    double usual = medianWithout(slowest) / steps;
    double slow = sums[slowest] / steps;
    if (slow < usual * FACTOR || slow - usual < NOTICEABLE) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "executor %s is slow: its part of a step took %.2f s, that of the others %.2f s, and all"
            + " wait for it; is its machine busy with something else?",
        ExecutorWatch.id(locations.get(slowest)),
        slow,
        usual);
  }

  private double medianWithout(int one) {
    double[] others = new double[sums.length - 1];
    for (int i = 0, to = 0; i < sums.length; i++) {
      if (i != one) {
        others[to++] = sums[i];
      }
    }
    Arrays.sort(others);
    int middle = others.length / 2;
    return others.length % 2 == 1 ? others[middle] : (others[middle - 1] + others[middle]) / 2;
  }
}
