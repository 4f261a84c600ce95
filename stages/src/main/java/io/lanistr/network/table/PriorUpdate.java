package io.lanistr.network.table;

import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/** How much of each feature later steps may still use: {@code prior (gamma - mask)}. */
final class PriorUpdate {
  private PriorUpdate() {}

  static Tensor apply(Tape tape, Tensor prior, Tensor mask, float gamma) {
    int n = prior.size();
    Tensor y = tape.output(prior.rows(), prior.cols(), prior.requiresGrad() || mask.requiresGrad());
    for (int i = 0; i < n; i++) {
      y.data()[y.offset() + i] =
          prior.data()[prior.offset() + i] * (gamma - mask.data()[mask.offset() + i]);
    }
    tape.record(
        y,
        () -> {
          float[] dPrior = prior.requiresGrad() ? tape.gradOf(prior) : null;
          float[] dMask = mask.requiresGrad() ? tape.gradOf(mask) : null;
          for (int i = 0; i < n; i++) {
            float dy = y.grad()[y.gradOffset() + i];
            if (dPrior != null) {
              dPrior[prior.gradOffset() + i] += dy * (gamma - mask.data()[mask.offset() + i]);
            }
            if (dMask != null) {
              dMask[mask.gradOffset() + i] -= dy * prior.data()[prior.offset() + i];
            }
          }
        });
    return y;
  }
}
