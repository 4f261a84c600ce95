package io.lanistr.tensor;

import java.util.Arrays;

/**
 * Gaussian error linear unit {@code y = x Phi(x) = x (1 + erf(x / sqrt 2)) / 2}, the exact form
 * (Hendrycks and Gimpel, arXiv:1606.08415, section 2).
 */
public final class Gelu {
  private static final float INV_SQRT_2 = (float) Math.sqrt(0.5);
  private static final float INV_SQRT_2PI = (float) (1.0 / Math.sqrt(2.0 * Math.PI));

  /** Elements per pass, so that the passes meet in the cache. */
  private static final int BLOCK = 1 << 12;

  private Gelu() {}

  public static Tensor apply(Tape tape, Tensor x) {
    Tensor y = tape.output(x.rows(), x.cols(), x.requiresGrad());
    Tensor erf = y.requiresGrad() ? tape.allocate(x.rows(), x.cols()) : y;
    for (int from = 0; from < x.size(); from += BLOCK) {
      int n = Math.min(BLOCK, x.size() - from);
      int xo = x.offset() + from;
      int eo = erf.offset() + from;
      Vectors.scale(n, INV_SQRT_2, x.data(), xo, erf.data(), eo);
      tape.backend().erf(n, erf.data(), eo, erf.data(), eo);
      forward(n, x.data(), xo, erf.data(), eo, y.data(), y.offset() + from);
    }
    tape.record(y, () -> backward(tape, x, erf, y));
    return y;
  }

  private static void forward(int n, float[] x, int xo, float[] e, int eo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 0.5f * x[xo + i] * (1f + e[eo + i]);
    }
  }

  private static void backward(Tape tape, Tensor x, Tensor erf, Tensor y) {
    boolean fresh = tape.startGrad(x);
    float[] dx = x.grad();
    Arena arena = tape.arena();
    long mark = arena.mark();
    Tensor density = arena.allocate(1, BLOCK);
    float[] p = density.data();
    int po = density.offset();
    for (int from = 0; from < x.size(); from += BLOCK) {
      int n = Math.min(BLOCK, x.size() - from);
      int xo = x.offset() + from;
      int dxo = x.gradOffset() + from;
      if (fresh) {
        Arrays.fill(dx, dxo, dxo + n, 0f);
      }
      halfSquare(n, x.data(), xo, p, po);
      tape.backend().exp(n, p, po, p, po);
      addGradient(
          n,
          y.grad(),
          y.gradOffset() + from,
          x.data(),
          xo,
          erf.data(),
          erf.offset() + from,
          p,
          po,
          dx,
          dxo);
    }
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
