package io.lanistr.network.table;

import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * Negative entropy of TabNet's masks, {@code mean over rows and steps of sum_j M log(M + eps)}: the
 * nearer to 0, the fewer features a row uses. LANISTR reports it but does not train on it.
 */
public final class MaskEntropy {
  private MaskEntropy() {}

  /**
   * @param masks one {@code [n, columns]} a step
   * @return {@code [1, 1]}
   */
  public static Tensor apply(Tape tape, Tensor[] masks, float eps) {
    boolean requiresGrad = false;
    double sum = 0;
    for (Tensor mask : masks) {
      requiresGrad |= mask.requiresGrad();
      for (int i = 0; i < mask.size(); i++) {
        double m = mask.data()[mask.offset() + i];
        sum += m * Math.log(m + eps);
      }
    }
    double count = (double) masks.length * Math.max(1, masks[0].rows());
    Tensor y = tape.output(1, 1, requiresGrad);
    y.data()[y.offset()] = (float) (sum / count);
    tape.record(
        y,
        () -> {
          double dy = y.grad()[y.gradOffset()] / count;
          for (Tensor mask : masks) {
            if (mask.requiresGrad()) {
              add(tape.gradOf(mask), mask, dy, eps);
            }
          }
        });
    return y;
  }

  private static void add(float[] gradient, Tensor mask, double dy, float eps) {
    for (int i = 0; i < mask.size(); i++) {
      double m = mask.data()[mask.offset() + i];
      gradient[mask.gradOffset() + i] += (float) (dy * (Math.log(m + eps) + m / (m + eps)));
    }
  }
}
