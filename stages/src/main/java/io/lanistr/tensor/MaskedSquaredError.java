package io.lanistr.tensor;

/** Squared error over chosen elements. */
public final class MaskedSquaredError {
  private MaskedSquaredError() {}

  /**
   * {@code sum over chosen elements of (x - target)^2 / denominator}.
   *
   * @param x {@code [n, c]}
   * @param target {@code [n, c]} row by row from the array's start
   * @param elementMaskOrNull elements that count, row by row; all if null
   * @return {@code [1, 1]}
   */
  public static Tensor apply(
      Tape tape, Tensor x, float[] target, boolean[] elementMaskOrNull, double denominator) {
    int n = x.size();
    Shapes.length("MaskedSquaredError", "target", target.length, n);
    if (elementMaskOrNull != null) {
      Shapes.length("MaskedSquaredError", "elementMask", elementMaskOrNull.length, n);
    }
    Tensor loss = tape.output(1, 1, x.requiresGrad());
    float[] values = x.data();
    int xo = x.offset();
    double total = 0;
    for (int i = 0; i < n; i++) {
      if (elementMaskOrNull == null || elementMaskOrNull[i]) {
        double error = values[xo + i] - target[i];
        total += error * error;
      }
    }
    loss.data()[loss.offset()] = Losses.divide(total, denominator);
    tape.record(
        loss,
        () -> {
          float[] dx = tape.gradOf(x);
          float a = 2f * loss.grad()[loss.gradOffset()] * Losses.inverse(denominator);
          addGradient(n, a, x.data(), xo, target, elementMaskOrNull, dx, x.gradOffset());
        });
    return loss;
  }

  private static void addGradient(
      int n, float a, float[] x, int xo, float[] t, boolean[] maskOrNull, float[] dx, int dxo) {
    for (int i = 0; i < n; i++) {
      if (maskOrNull == null || maskOrNull[i]) {
        dx[dxo + i] += a * (x[xo + i] - t[i]);
      }
    }
  }
}
