package io.lanistr.tensor;

/**
 * Gaussian error linear unit {@code y = x Phi(x) = x (1 + erf(x / sqrt 2)) / 2}, the exact form
 * (Hendrycks and Gimpel, arXiv:1606.08415, section 2).
 */
public final class Gelu {
  private static final float INV_SQRT_2 = (float) Math.sqrt(0.5);
  private static final float INV_SQRT_2PI = (float) (1.0 / Math.sqrt(2.0 * Math.PI));

  private Gelu() {}

  public static Tensor apply(Tape tape, Tensor x) {
    int n = x.size();
    Tensor y = tape.output(x.rows(), x.cols(), x.requiresGrad());
    Tensor erf = y.requiresGrad() ? tape.allocate(x.rows(), x.cols()) : y;
    Vectors.scale(n, INV_SQRT_2, x.data(), x.offset(), erf.data(), erf.offset());
    tape.backend().erf(n, erf.data(), erf.offset(), erf.data(), erf.offset());
    forward(n, x.data(), x.offset(), erf.data(), erf.offset(), y.data(), y.offset());
    tape.record(y, () -> backward(tape, x, erf, y));
    return y;
  }

  private static void forward(int n, float[] x, int xo, float[] e, int eo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 0.5f * x[xo + i] * (1f + e[eo + i]);
    }
  }

  private static void backward(Tape tape, Tensor x, Tensor erf, Tensor y) {
    int n = x.size();
    float[] dx = tape.gradOf(x);
    Arena arena = tape.arena();
    long mark = arena.mark();
    Tensor density = arena.allocate(x.rows(), x.cols());
    halfSquare(n, x.data(), x.offset(), density.data(), density.offset());
    tape.backend().exp(n, density.data(), density.offset(), density.data(), density.offset());
    addGradient(
        n,
        y.grad(),
        y.gradOffset(),
        x.data(),
        x.offset(),
        erf.data(),
        erf.offset(),
        density.data(),
        density.offset(),
        dx,
        x.gradOffset());
    arena.release(mark);
  }

  private static void halfSquare(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = -0.5f * x[xo + i] * x[xo + i];
    }
  }

  /** {@code dx += dy (Phi(x) + x phi(x))}; p holds {@code exp(-x^2 / 2)}. */
  private static void addGradient(
      int n,
      float[] dy,
      int dyo,
      float[] x,
      int xo,
      float[] e,
      int eo,
      float[] p,
      int po,
      float[] dx,
      int dxo) {
    for (int i = 0; i < n; i++) {
      dx[dxo + i] += dy[dyo + i] * (0.5f * (1f + e[eo + i]) + INV_SQRT_2PI * x[xo + i] * p[po + i]);
    }
  }
}
