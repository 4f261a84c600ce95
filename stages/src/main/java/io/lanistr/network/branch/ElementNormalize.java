package io.lanistr.network.branch;

import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * {@code x / max(|x|, 1e-12)} of each element: a Euclidean normalisation over an axis of length 1.
 *
 * <p>Its derivative is 0, so the result is a constant. PyTorch's evaluation of the derivative
 * leaves rounding noise instead, whose size and sign depend on the order of its operations; it
 * carries no information and is not reproduced.
 */
final class ElementNormalize {
  private static final float EPS = 1e-12f;

  private ElementNormalize() {}

  static Tensor apply(Tape tape, Tensor x) {
    Tensor y = tape.allocate(x.rows(), x.cols());
    for (int i = 0; i < x.size(); i++) {
      float value = x.data()[x.offset() + i];
      y.data()[y.offset() + i] = value / Math.max(Math.abs(value), EPS);
    }
    return y;
  }
}
