package io.lanistr.tensor;

/** Absolute error over chosen rows. */
public final class MaskedL1 {
  private MaskedL1() {}

  /**
   * {@code sum over chosen rows i and columns j of |x_ij - target_ij| / denominator}; derivative 0
   * where they are equal.
   *
   * @param x {@code [n, c]}
   * @param target {@code [n, c]} row by row from the array's start
   * @param rowMaskOrNull rows that count; all if null
   * @return {@code [1, 1]}
   */
  public static Tensor apply(
      Tape tape, Tensor x, float[] target, boolean[] rowMaskOrNull, double denominator) {
    int n = x.rows();
    int c = x.cols();
    Shapes.length("MaskedL1", "target", target.length, x.size());
    if (rowMaskOrNull != null) {
      Shapes.length("MaskedL1", "rowMask", rowMaskOrNull.length, n);
    }
    Tensor loss = tape.output(1, 1, x.requiresGrad());
    double total = 0;
    for (int i = 0; i < n; i++) {
      if (rowMaskOrNull == null || rowMaskOrNull[i]) {
        total += distance(c, x.data(), x.offset() + i * c, target, i * c);
      }
    }
    loss.data()[loss.offset()] = Losses.divide(total, denominator);
    tape.record(
        loss,
        () -> {
          float[] dx = tape.gradOf(x);
          float a = loss.grad()[loss.gradOffset()] * Losses.inverse(denominator);
          for (int i = 0; i < n; i++) {
            if (rowMaskOrNull == null || rowMaskOrNull[i]) {
              addRow(c, a, x.data(), x.offset() + i * c, target, i * c, dx, x.gradOffset() + i * c);
            }
          }
        });
    return loss;
  }

  private static double distance(int n, float[] x, int xo, float[] t, int to) {
    double even = 0;
    double odd = 0;
    int j = 0;
    for (; j <= n - 2; j += 2) {
      even += Math.abs(x[xo + j] - t[to + j]);
      odd += Math.abs(x[xo + j + 1] - t[to + j + 1]);
    }
    for (; j < n; j++) {
      even += Math.abs(x[xo + j] - t[to + j]);
    }
    return even + odd;
  }

  private static void addRow(
      int n, float a, float[] x, int xo, float[] t, int to, float[] dx, int dxo) {
    for (int j = 0; j < n; j++) {
      dx[dxo + j] += a * Math.signum(x[xo + j] - t[to + j]);
    }
  }
}
