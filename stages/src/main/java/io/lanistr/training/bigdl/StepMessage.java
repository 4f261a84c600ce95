package io.lanistr.training.bigdl;

import io.lanistr.network.StepReport;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.training.progress.StepTimes;
import java.util.Arrays;

/**
 * What an executor tells the others at a step, as numbers that add up over executors.
 *
 * @param report losses of its rows
 * @param next what its rows of the next step count for
 * @param times where its time went since its last message
 * @param seconds how long its part took, in the place of its partition
 */
record StepMessage(StepReport report, LossTotals next, StepTimes times, double[] seconds) {
  /** Numbers of a report, of totals, and of times. */
  private static final int ALWAYS = 9 + 7 + 5;

  /**
   * Before the first step.
   *
   * @param next of this executor's rows alone
   */
  static StepMessage counting(LossTotals next, int partitions) {
    return new StepMessage(StepReport.ZERO, next, StepTimes.ZERO, new double[partitions]);
  }

  /** As numbers to add up. */
  double[] toNumbers() {
    double[] always = always();
    double[] numbers = Arrays.copyOf(always, ALWAYS + seconds.length);
    System.arraycopy(seconds, 0, numbers, ALWAYS, seconds.length);
    return numbers;
  }

  private double[] always() {
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
      next.targetWeight(),
      times.reading(),
      times.computing(),
      times.exchanging(),
      times.updating(),
      times.waiting()
    };
  }

  /** Of all executors together; times are means. */
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
    int partitions = sums.length - ALWAYS;
    StepTimes times =
        new StepTimes(
            sums[16] / partitions,
            sums[17] / partitions,
            sums[18] / partitions,
            sums[19] / partitions,
            sums[20] / partitions);
    return new StepMessage(report, next, times, Arrays.copyOfRange(sums, ALWAYS, sums.length));
  }
}
