package io.lanistr.tensor;

/** Rectifier {@code y = max(x, 0)}; derivative 0 at 0. */
public final class Relu {
  private Relu() {}

  public static Tensor apply(Tape tape, Tensor x) {
    Tensor y = tape.output(x.rows(), x.cols(), x.requiresGrad());
    int n = y.size();
    forward(n, x.data(), x.offset(), y.data(), y.offset());
    tape.record(
        y,
        () -> {
          if (tape.startGrad(x)) {
            pass(n, y.grad(), y.gradOffset(), y.data(), y.offset(), x.grad(), x.gradOffset());
          } else {
            add(n, y.grad(), y.gradOffset(), y.data(), y.offset(), x.grad(), x.gradOffset());
          }
        });
    return y;
  }

  // No loop branches: signs are unpredictable, and these forms are vectorised.

  private static void forward(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 0.5f * (x[xo + i] + Math.abs(x[xo + i]));
    }
  }

  private static void add(int n, float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo) {
    for (int i = 0; i < n; i++) {
      dx[dxo + i] += where(y[yo + i], dy[dyo + i]);
    }
  }

  private static void pass(int n, float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo) {
    for (int i = 0; i < n; i++) {
      dx[dxo + i] = where(y[yo + i], dy[dyo + i]);
    }
  }

  /** dy if y, which is never negative, has a bit set, else 0. */
  private static float where(float y, float dy) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(dy) & (-Float.floatToRawIntBits(y) >> 31));
  }
}
