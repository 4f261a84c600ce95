package io.lanistr.training.step;

import io.lanistr.network.StepReport;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.training.data.ArrowShard;
import io.lanistr.training.data.EpochPlan;

/**
 * What one executor does in one step: its rows, cut into slices that its cores work on at once, and
 * a place for what each slice reports.
 */
public final class StepWork {
  private final ArrowShard shard;
  private final EpochPlan plan;
  private final int step;
  private final LossTotals totals;
  private final StepReport[] reports;

  /**
   * @param step within the epoch, from 0
   * @param slices of this executor
   * @param totals of the step over all executors; null if its rows are only counted
   */
  public StepWork(ArrowShard shard, EpochPlan plan, int step, int slices, LossTotals totals) {
    this.shard = shard;
    this.plan = plan;
    this.step = step;
    this.totals = totals;
    reports = new StepReport[slices];
  }

  public ArrowShard shard() {
    return shard;
  }

  public EpochPlan plan() {
    return plan;
  }

  /** Slices of this executor. */
  public int slices() {
    return reports.length;
  }

  /** Counts over all executors that the losses are divided by. */
  public LossTotals totals() {
    return totals;
  }

  /** First of a slice's rows within the plan; the next slice's first ends them. */
  int from(int slice) {
    return plan.start(step, slice, reports.length);
  }

  /** Records what a slice reports; each slice is recorded by one thread. */
  public void report(int slice, StepReport report) {
    reports[slice] = report;
  }

  /** The sum of the slices' reports. */
  public StepReport report() {
    StepReport sum = StepReport.ZERO;
    for (StepReport report : reports) {
      sum = report == null ? sum : sum.plus(report);
    }
    return sum;
  }
}
