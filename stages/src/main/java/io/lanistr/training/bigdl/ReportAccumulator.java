package io.lanistr.training.bigdl;

import io.lanistr.network.StepReport;
import org.apache.spark.util.AccumulatorV2;

/** Sums the reports of all slices of a step and brings them to the driver with the task results. */
final class ReportAccumulator extends AccumulatorV2<StepReport, StepReport> {
  private static final long serialVersionUID = 1L;

  private double[] terms = new double[8];
  private long tokens;

  @Override
  public boolean isZero() {
    for (double term : terms) {
      if (term != 0) {
        return false;
      }
    }
    return tokens == 0;
  }

  @Override
  public AccumulatorV2<StepReport, StepReport> copy() {
    ReportAccumulator copy = new ReportAccumulator();
    copy.terms = terms.clone();
    copy.tokens = tokens;
    return copy;
  }

  @Override
  public void reset() {
    terms = new double[terms.length];
    tokens = 0;
  }

  @Override
  public void add(StepReport report) {
    StepReport sum = value().plus(report);
    terms[0] = sum.total();
    terms[1] = sum.text();
    terms[2] = sum.image();
    terms[3] = sum.series();
    terms[4] = sum.table();
    terms[5] = sum.similarity();
    terms[6] = sum.classification();
    terms[7] = sum.spread();
    tokens = sum.tokens();
  }

  @Override
  public void merge(AccumulatorV2<StepReport, StepReport> other) {
    add(other.value());
  }

  @Override
  public StepReport value() {
    return new StepReport(
        terms[0], terms[1], terms[2], terms[3], terms[4], terms[5], terms[6], terms[7], tokens);
  }
}
