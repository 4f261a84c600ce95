package io.lanistr.tensor;

/** Gated linear unit {@code y = x[:, :d] * sigmoid(x[:, d:])} for x {@code [n, 2d]}. */
public final class Glu {
  private Glu() {}

  /** Returns {@code [n, d]}. */
  public static Tensor apply(Tape tape, Tensor x) {
    Shapes.require(x.cols() % 2 == 0, "Glu", "an even number of columns is needed", x);
    int n = x.rows();
    int d = x.cols() / 2;
    Tensor y = tape.output(n, d, x.requiresGrad());
    Tensor gate = y.requiresGrad() ? tape.allocate(n, d) : y;
    float[] g = gate.data();
    int go = gate.offset();
    for (int i = 0; i < n; i++) {
      Vectors.scale(d, -1f, x.data(), x.offset() + i * 2 * d + d, g, go + i * d);
    }
    tape.backend().exp(n * d, g, go, g, go);
    reciprocal(n * d, g, go);
    for (int i = 0; i < n; i++) {
      Vectors.product(
          d, x.data(), x.offset() + i * 2 * d, g, go + i * d, y.data(), y.offset() + i * d);
    }
    tape.record(y, () -> backward(tape, x, gate, y));
    return y;
  }

  private static void reciprocal(int n, float[] g, int go) {
    for (int i = 0; i < n; i++) {
      g[go + i] = 1f / (1f + g[go + i]);
    }
  }

  private static void backward(Tape tape, Tensor x, Tensor gate, Tensor y) {
    int d = y.cols();
    float[] dx = tape.gradOf(x);
    for (int i = 0; i < y.rows(); i++) {
      int go = gate.offset() + i * d;
      int xo = x.offset() + i * 2 * d;
      int dxo = x.gradOffset() + i * 2 * d;
      int dyo = y.gradOffset() + i * d;
      Vectors.addProduct(d, y.grad(), dyo, gate.data(), go, dx, dxo);
      gateGradient(d, y.grad(), dyo, gate.data(), go, x.data(), xo, dx, dxo + d);
    }
  }

  private static void gateGradient(
      int n, float[] dy, int dyo, float[] g, int go, float[] x, int xo, float[] dx, int dxo) {
    for (int i = 0; i < n; i++) {
      dx[dxo + i] += dy[dyo + i] * x[xo + i] * g[go + i] * (1f - g[go + i]);
    }
  }
}
