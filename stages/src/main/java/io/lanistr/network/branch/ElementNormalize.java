package io.lanistr.network.branch;

import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * {@code x / max(|x|, 1e-12)} of each element: a Euclidean normalisation over an axis of length 1.
 * Its derivative is 0; evaluated in the order in which PyTorch does it, rounding noise is left,
 * which optimisers that divide by the gradient's magnitude turn into full steps.
 */
final class ElementNormalize {
  private static final float EPS = 1e-12f;

  private ElementNormalize() {}

  static Tensor apply(Tape tape, Tensor x) {
    Tensor y = tape.output(x.rows(), x.cols(), x.requiresGrad());
    for (int i = 0; i < x.size(); i++) {
      float value = x.data()[x.offset() + i];
      y.data()[y.offset() + i] = value / Math.max(Math.abs(value), EPS);
    }
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          for (int i = 0; i < x.size(); i++) {
            float value = x.data()[x.offset() + i];
            float norm = Math.abs(value);
            float dy = y.grad()[y.gradOffset() + i];
            float divisor = Math.max(norm, EPS);
            // Through the numerator, and through the divisor where it is the norm.
            float through = norm < EPS ? 0f : -dy * value / (divisor * divisor);
            dx[x.gradOffset() + i] += dy / divisor + through * Math.signum(value);
          }
        });
    return y;
  }
}
