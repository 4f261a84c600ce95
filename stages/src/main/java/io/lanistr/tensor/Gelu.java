package io.lanistr.tensor;

/**
 * Gaussian error linear unit {@code y = x Phi(x) = x (1 + erf(x / sqrt 2)) / 2}, the exact form
 * (Hendrycks and Gimpel, arXiv:1606.08415, section 2).
 */
public final class Gelu {
  private static final float INV_SQRT_2 = (float) Math.sqrt(0.5);
  private static final float INV_SQRT_2PI = (float) (1.0 / Math.sqrt(2.0 * Math.PI));

  /** Elements per pass, so that the passes meet in the cache. */
  private static final int BLOCK = 1 << 11;

  private Gelu() {}

  public static Tensor apply(Tape tape, Tensor x) {
    Tensor y = tape.output(x.rows(), x.cols(), x.requiresGrad());
    Tensor erf = y.requiresGrad() ? tape.allocate(x.rows(), x.cols()) : y;
    float[][] scratch = tape.scratch(2, BLOCK);
    float[] v = scratch[0];
    float[] e = scratch[1];
    for (int from = 0; from < x.size(); from += BLOCK) {
      int n = Math.min(BLOCK, x.size() - from);
      System.arraycopy(x.data(), x.offset() + from, v, 0, n);
      Vectors.scale(n, INV_SQRT_2, v, 0, e, 0);
      tape.backend().erf(n, e, 0, e, 0);
      System.arraycopy(e, 0, erf.data(), erf.offset() + from, n);
      weigh(n, e, v);
      System.arraycopy(v, 0, y.data(), y.offset() + from, n);
    }
    tape.record(y, () -> backward(tape, x, erf, y));
    return y;
  }

  private static void weigh(int n, float[] e, float[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = 0.5f * x[i] * (1f + e[i]);
    }
  }

  private static void backward(Tape tape, Tensor x, Tensor erf, Tensor y) {
    boolean fresh = tape.startGrad(x);
    float[][] scratch = tape.scratch(4, BLOCK);
    float[] v = scratch[0];
    float[] e = scratch[1];
    float[] p = scratch[2];
    float[] dy = scratch[3];
    for (int from = 0; from < x.size(); from += BLOCK) {
      int n = Math.min(BLOCK, x.size() - from);
      System.arraycopy(x.data(), x.offset() + from, v, 0, n);
      System.arraycopy(erf.data(), erf.offset() + from, e, 0, n);
      System.arraycopy(y.grad(), y.gradOffset() + from, dy, 0, n);
      halfSquare(n, v, p);
      tape.backend().exp(n, p, 0, p, 0);
      timesDerivative(n, v, e, p, dy);
      if (fresh) {
        System.arraycopy(dy, 0, x.grad(), x.gradOffset() + from, n);
      } else {
        Vectors.add(n, dy, 0, x.grad(), x.gradOffset() + from);
      }
    }
  }

  private static void halfSquare(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = -0.5f * x[i] * x[i];
    }
  }

  /** {@code dy *= Phi(x) + x phi(x)}; p holds {@code exp(-x^2 / 2)}. */
  private static void timesDerivative(int n, float[] x, float[] e, float[] p, float[] dy) {
    for (int i = 0; i < n; i++) {
      dy[i] *= 0.5f * (1f + e[i]) + INV_SQRT_2PI * x[i] * p[i];
    }
  }
}
