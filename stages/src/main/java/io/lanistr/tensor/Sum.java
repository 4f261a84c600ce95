package io.lanistr.tensor;

import java.util.Arrays;

/** Sums of scalars {@code [1, 1]}, for combining loss terms. */
public final class Sum {
  private Sum() {}

  /** The plain sum; 0 if there is no term. */
  public static Tensor apply(Tape tape, Tensor... scalars) {
    float[] weights = new float[scalars.length];
    Arrays.fill(weights, 1f);
    return weighted(tape, scalars, weights);
  }

  /** {@code sum_i weights[i] scalars[i]}. */
  public static Tensor weighted(Tape tape, Tensor[] scalars, float[] weights) {
    Shapes.length("Sum", "weights", weights.length, scalars.length);
    boolean requiresGrad = false;
    double sum = 0;
    for (int i = 0; i < scalars.length; i++) {
      sum += (double) weights[i] * scalars[i].scalar();
      requiresGrad |= scalars[i].requiresGrad();
    }
    Tensor y = tape.output(1, 1, requiresGrad);
    y.data()[y.offset()] = (float) sum;
    tape.record(
        y,
        () -> {
          float dy = y.grad()[y.gradOffset()];
          for (int i = 0; i < scalars.length; i++) {
            Tensor x = scalars[i];
            if (x.requiresGrad()) {
              tape.gradOf(x)[x.gradOffset()] += weights[i] * dy;
            }
          }
        });
    return y;
  }
}
