package io.lanistr.tensor;

/** Softmax of each row. */
public final class Softmax {
  private Softmax() {}

  public static Tensor apply(Tape tape, Tensor x) {
    int n = x.rows();
    int d = x.cols();
    Tensor y = tape.output(n, d, x.requiresGrad());
    for (int i = 0; i < n; i++) {
      int xo = x.offset() + i * d;
      float max = Vectors.max(d, x.data(), xo);
      Vectors.shift(d, -max, x.data(), xo, y.data(), y.offset() + i * d);
    }
    tape.backend().exp(n * d, y.data(), y.offset(), y.data(), y.offset());
    for (int i = 0; i < n; i++) {
      int yo = y.offset() + i * d;
      Vectors.scale(d, 1f / Vectors.sum(d, y.data(), yo), y.data(), yo, y.data(), yo);
    }
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          for (int i = 0; i < n; i++) {
            addRow(
                d,
                y.data(),
                y.offset() + i * d,
                y.grad(),
                y.gradOffset() + i * d,
                dx,
                x.gradOffset() + i * d);
          }
        });
    return y;
  }

  /** {@code dx += y (dy - y . dy)}. */
  private static void addRow(int d, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
    float mean = Vectors.dot(d, y, yo, dy, dyo);
    for (int j = 0; j < d; j++) {
      dx[dxo + j] += y[yo + j] * (dy[dyo + j] - mean);
    }
  }
}
