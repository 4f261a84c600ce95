package io.lanistr.tensor;

/** Rectifier {@code y = max(x, 0)}; derivative 0 at 0. */
public final class Relu {
  private Relu() {}

  public static Tensor apply(Tape tape, Tensor x) {
    Tensor y = tape.output(x.rows(), x.cols(), x.requiresGrad());
    forward(y.size(), x.data(), x.offset(), y.data(), y.offset());
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          backward(y.size(), y.grad(), y.gradOffset(), y.data(), y.offset(), dx, x.gradOffset());
        });
    return y;
  }

  // Neither loop branches: signs are unpredictable, and these forms are vectorised.

  private static void forward(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = 0.5f * (x[xo + i] + Math.abs(x[xo + i]));
    }
  }

  /** Adds dy where y, which is never negative, has a bit set. */
  private static void backward(int n, float[] dy, int dyo, float[] y, int yo, float[] dx, int dxo) {
    for (int i = 0; i < n; i++) {
      int positive = -Float.floatToRawIntBits(y[yo + i]) >> 31;
      dx[dxo + i] += Float.intBitsToFloat(Float.floatToRawIntBits(dy[dyo + i]) & positive);
    }
  }
}
