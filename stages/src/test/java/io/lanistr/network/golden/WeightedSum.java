package io.lanistr.network.golden;

import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/** Scalar loss of the unit cases: the sum of a tensor's elements times given weights. */
final class WeightedSum {
  private WeightedSum() {}

  static Tensor apply(Tape tape, Tensor x, float[] weight) {
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += (double) x.data()[x.offset() + i] * weight[i];
    }
    Tensor y = tape.output(1, 1, x.requiresGrad());
    y.data()[y.offset()] = (float) sum;
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          float dy = y.grad()[y.gradOffset()];
          for (int i = 0; i < x.size(); i++) {
            dx[x.gradOffset() + i] += dy * weight[i];
          }
        });
    return y;
  }
}
