package io.lanistr.training.bigdl;

import io.lanistr.network.StepReport;
import io.lanistr.network.batch.LossTotals;
import java.util.Arrays;

/**
 * What an executor tells the others at a step, as numbers that add up over executors: the losses of
 * its rows, what its rows of the next step count for, and how long its part took.
 */
record StepMessage(StepReport report, LossTotals next, double[] seconds) {
  private static final int REPORTED = 9;
  private static final int COUNTED = 7;

  /**
   * One executor's message.
   *
   * @param next of its rows alone
   * @param partition of the executor
   */
  static StepMessage of(
      StepReport report, LossTotals next, int partition, int partitions, double seconds) {
    double[] all = new double[partitions];
    all[partition] = seconds;
    return new StepMessage(report, next, all);
  }

  /** As numbers to add up. */
  double[] toNumbers() {
    double[] numbers = Arrays.copyOf(numbers(report, next), REPORTED + COUNTED + seconds.length);
    System.arraycopy(seconds, 0, numbers, REPORTED + COUNTED, seconds.length);
    return numbers;
  }

  private static double[] numbers(StepReport report, LossTotals next) {
    return new double[] {
      report.total(),
      report.text(),
      report.image(),
      report.series(),
      report.table(),
      report.similarity(),
      report.classification(),
      report.spread() * report.tokens(),
      report.tokens(),
      next.tokens(),
      next.maskedTokens(),
      next.maskedPatches(),
      next.maskedValues(),
      next.tables(),
      next.rows(),
      next.targetWeight()
    };
  }

  /** Of all executors together. */
  static StepMessage fromNumbers(double[] sums) {
    double tokens = sums[8];
    StepReport report =
        new StepReport(
            sums[0],
            sums[1],
            sums[2],
            sums[3],
            sums[4],
            sums[5],
            sums[6],
            tokens == 0 ? 0 : sums[7] / tokens,
            (long) tokens);
    LossTotals next =
        new LossTotals(
            (long) sums[9],
            (long) sums[10],
            (long) sums[11],
            (long) sums[12],
            (long) sums[13],
            (long) sums[14],
            sums[15]);
    return new StepMessage(report, next, Arrays.copyOfRange(sums, REPORTED + COUNTED, sums.length));
  }
}
