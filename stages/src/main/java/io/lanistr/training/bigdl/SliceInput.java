package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.nn.abstractnn.Activity;
import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import com.intel.analytics.bigdl.dllib.tensor.TensorNumericMath.TensorNumeric;
import com.intel.analytics.bigdl.dllib.utils.Table;
import io.lanistr.training.step.StepWork;

/** A slice of a step, as BigDL hands it to a replica; the replica reads the rows itself. */
record SliceInput(StepWork work, int slice) implements Activity {
  @Override
  public <D> Tensor<D> toTensor(TensorNumeric<D> numeric) {
    throw new UnsupportedOperationException("a slice of rows is no tensor");
  }

  @Override
  public Table toTable() {
    throw new UnsupportedOperationException("a slice of rows is no table");
  }

  @Override
  public boolean isTensor() {
    return false;
  }

  @Override
  public boolean isTable() {
    return false;
  }
}
