package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.nn.abstractnn.AbstractCriterion;
import com.intel.analytics.bigdl.dllib.nn.abstractnn.Activity;
import com.intel.analytics.bigdl.dllib.tensor.Tensor;

/** Hands on the loss that the module has computed already. */
final class SliceLoss extends AbstractCriterion<Activity, Activity, Object> {
  private static final long serialVersionUID = 1L;

  SliceLoss() {
    super(Floats.tag(Activity.class), Floats.tag(Activity.class), Floats.TAG, Floats.numeric());
  }

  @Override
  @SuppressWarnings("unchecked")
  public Object updateOutput(Activity output, Activity target) {
    Tensor<Object> loss = (Tensor<Object>) output;
    output_$eq(Floats.array(loss)[Floats.offset(loss)]);
    return output();
  }

  @Override
  public Activity updateGradInput(Activity output, Activity target) {
    return output;
  }
}
