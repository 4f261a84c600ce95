package io.lanistr.tensor;

/**
 * Layer normalisation of each row, {@code y = gamma (x - mean) / sqrt(var + eps) + beta} with the
 * biased variance (Ba, Kiros, Hinton, arXiv:1607.06450).
 */
public final class LayerNorm {
  private static final int BLOCK = 64;

  private LayerNorm() {}

  /**
   * @param x {@code [n, d]}
   * @param gamma {@code [1, d]}
   * @param beta {@code [1, d]}
   */
  public static Tensor apply(Tape tape, Tensor x, Tensor gamma, Tensor beta, float eps) {
    int n = x.rows();
    int d = x.cols();
    Shapes.vector("LayerNorm gamma", gamma, d);
    Shapes.vector("LayerNorm beta", beta, d);
    Tensor y = tape.output(n, d, x.requiresGrad() || gamma.requiresGrad() || beta.requiresGrad());
    // Column 0: mean, column 1: reciprocal standard deviation.
    Tensor moments = tape.allocate(n, 2);
    float[] m = moments.data();
    for (int i = 0; i < n; i++) {
      int xo = x.offset() + i * d;
      int yo = y.offset() + i * d;
      float mean = Vectors.sum(d, x.data(), xo) / d;
      // The centred row passes through y: the second pass keeps the variance exact.
      Vectors.shift(d, -mean, x.data(), xo, y.data(), yo);
      float variance = Vectors.dot(d, y.data(), yo, y.data(), yo) / d;
      float scale = (float) (1.0 / Math.sqrt((double) variance + eps));
      m[moments.offset() + 2 * i] = mean;
      m[moments.offset() + 2 * i + 1] = scale;
      affine(d, scale, gamma.data(), gamma.offset(), beta.data(), beta.offset(), y.data(), yo);
    }
    tape.record(y, () -> backward(tape, x, gamma, beta, moments, y));
    return y;
  }

  private static void affine(
      int n, float s, float[] g, int go, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = y[yo + i] * s * g[go + i] + b[bo + i];
    }
  }

  private static void backward(
      Tape tape, Tensor x, Tensor gamma, Tensor beta, Tensor moments, Tensor y) {
    int n = x.rows();
    int d = x.cols();
    float[] dx = x.requiresGrad() ? tape.gradOf(x) : null;
    float[] dGamma = gamma.requiresGrad() ? tape.gradOf(gamma) : null;
    float[] dBeta = beta.requiresGrad() ? tape.gradOf(beta) : null;
    Arena arena = tape.arena();
    long mark = arena.mark();
    // Tensors of their own: the JIT vectorises no loop that writes to a part of one array and reads
    // from another part of it.
    Tensor hat = arena.allocate(1, d);
    Tensor scaled = arena.allocate(1, d);
    Tensor gammaSum = arena.allocate(1, d);
    Tensor betaSum = arena.allocate(1, d);
    for (int from = 0; from < n; from += BLOCK) {
      int to = Math.min(n, from + BLOCK);
      gammaSum.fill(0f);
      betaSum.fill(0f);
      for (int i = from; i < to; i++) {
        int dyo = y.gradOffset() + i * d;
        float mean = moments.data()[moments.offset() + 2 * i];
        float scale = moments.data()[moments.offset() + 2 * i + 1];
        normalise(d, mean, scale, x.data(), x.offset() + i * d, hat.data(), hat.offset());
        if (dGamma != null) {
          Vectors.addProduct(
              d, y.grad(), dyo, hat.data(), hat.offset(), gammaSum.data(), gammaSum.offset());
        }
        if (dBeta != null) {
          Vectors.add(d, y.grad(), dyo, betaSum.data(), betaSum.offset());
        }
        if (dx != null) {
          float[] s = scaled.data();
          int so = scaled.offset();
          Vectors.product(d, y.grad(), dyo, gamma.data(), gamma.offset(), s, so);
          float a = Vectors.sum(d, s, so) / d;
          float b = Vectors.dot(d, s, so, hat.data(), hat.offset()) / d;
          addInput(d, scale, a, b, s, so, hat.data(), hat.offset(), dx, x.gradOffset() + i * d);
        }
      }
      if (dGamma != null) {
        Vectors.add(d, gammaSum.data(), gammaSum.offset(), dGamma, gamma.gradOffset());
      }
      if (dBeta != null) {
        Vectors.add(d, betaSum.data(), betaSum.offset(), dBeta, beta.gradOffset());
      }
    }
    arena.release(mark);
  }

  private static void normalise(
      int n, float mean, float scale, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (x[xo + i] - mean) * scale;
    }
  }

  private static void addInput(
      int n,
      float scale,
      float a,
      float b,
      float[] s,
      int so,
      float[] hat,
      int ho,
      float[] dx,
      int dxo) {
    for (int i = 0; i < n; i++) {
      dx[dxo + i] += scale * (s[so + i] - a - b * hat[ho + i]);
    }
  }
}
