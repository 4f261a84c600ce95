package io.lanistr.network.layer;

import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Linear;
import io.lanistr.tensor.Tensor;

/** Linear map with a bias: [n, in] to [n, out]. */
public final class Dense {
  private final Tensor weight;
  private final Tensor bias;

  public Dense(ParameterBuilder parameters, int in, int out, LinearInit init) {
    weight = parameters.declare("weight", SlotKind.WEIGHT, init.weight().apply(in), out, in);
    bias = parameters.vector("bias", SlotKind.BIAS, init.bias().apply(in), out);
  }

  /** A map whose parameters were declared elsewhere. */
  Dense(Tensor weight, Tensor bias) {
    this.weight = weight;
    this.bias = bias;
  }

  public Tensor apply(Pass pass, Tensor x) {
    return Linear.apply(pass.tape(), x, weight, bias);
  }
}
