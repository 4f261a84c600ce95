package io.lanistr.network.layer;

import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.LayerNorm;
import io.lanistr.tensor.Tensor;

/** Layer normalisation with scale and shift. */
public final class Norm {
  private final Tensor gamma;
  private final Tensor beta;
  private final float eps;

  public Norm(ParameterBuilder parameters, int width, float eps) {
    gamma = parameters.vector("weight", SlotKind.NORM, Initializer.constant(1f), width);
    beta = parameters.vector("bias", SlotKind.NORM, Initializer.constant(0f), width);
    this.eps = eps;
  }

  public Tensor apply(Pass pass, Tensor x) {
    return LayerNorm.apply(pass.tape(), x, gamma, beta, eps);
  }
}
