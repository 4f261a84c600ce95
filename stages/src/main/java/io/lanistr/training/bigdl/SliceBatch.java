package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.feature.dataset.MiniBatch;
import com.intel.analytics.bigdl.dllib.feature.dataset.Sample;
import com.intel.analytics.bigdl.dllib.nn.abstractnn.Activity;
import com.intel.analytics.bigdl.dllib.tensor.TensorNumericMath.TensorNumeric;
import io.lanistr.training.step.StepWork;
import scala.collection.Seq;

/**
 * One executor's part of a step. BigDL wants every executor's batch to divide by its cores, so what
 * it counts are not rows but slices: any number of rows, even none, can be in one.
 */
final class SliceBatch implements MiniBatch<Object> {
  /** BigDL warns at every step of fewer than two records a core. */
  static final int RECORDS_PER_SLICE = 2;

  private static final long serialVersionUID = 1L;

  private final transient StepWork work;
  private final int first;
  private final int count;

  private SliceBatch(StepWork work, int first, int count) {
    this.work = work;
    this.first = first;
    this.count = count;
  }

  /** All slices of an executor's step. */
  static SliceBatch of(StepWork work) {
    return new SliceBatch(work, 0, work.slices() * RECORDS_PER_SLICE);
  }

  /** A batch that only has a size, for BigDL to count. */
  static SliceBatch ofSize(int records) {
    return new SliceBatch(null, 0, records);
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public MiniBatch<Object> slice(int offset, int length) {
    return new SliceBatch(work, first + offset - 1, length);
  }

  @Override
  public Activity getInput() {
    return new SliceInput(work, first / RECORDS_PER_SLICE);
  }

  @Override
  public Activity getTarget() {
    return getInput();
  }

  @Override
  public MiniBatch<Object> set(Seq<Sample<Object>> samples, TensorNumeric<Object> numeric) {
    throw new UnsupportedOperationException("slices are not made of samples");
  }
}
