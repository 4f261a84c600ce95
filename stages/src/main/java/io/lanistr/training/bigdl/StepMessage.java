package io.lanistr.training.bigdl;

import io.lanistr.network.StepReport;
import io.lanistr.network.batch.LossTotals;
import java.util.Arrays;

/**
 * What an executor tells the others at a step, as numbers that add up over executors.
 *
 * @param report losses of its rows
 * @param next what its rows of the next step count for
 * @param seconds how long its part took, in the place of its partition
 * @param probe what {@link GradientProbe} saw
 */
record StepMessage(StepReport report, LossTotals next, double[] seconds, double[] probe) {
  /** Numbers of a report and of totals. */
  private static final int LOSSES = 9 + 7;

  /**
   * Before the first step.
   *
   * @param next of this executor's rows alone
   */
  static StepMessage counting(LossTotals next, int partitions) {
    return new StepMessage(
        StepReport.ZERO, next, new double[partitions], new double[2 * partitions]);
  }

  /** As numbers to add up. */
  double[] toNumbers() {
    double[] losses = numbers(report, next);
    double[] numbers = Arrays.copyOf(losses, losses.length + seconds.length + probe.length);
    System.arraycopy(seconds, 0, numbers, losses.length, seconds.length);
    System.arraycopy(probe, 0, numbers, losses.length + seconds.length, probe.length);
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
    int partitions = (sums.length - LOSSES) / 3;
    return new StepMessage(
        report,
        next,
        Arrays.copyOfRange(sums, LOSSES, LOSSES + partitions),
        Arrays.copyOfRange(sums, LOSSES + partitions, sums.length));
  }
}
