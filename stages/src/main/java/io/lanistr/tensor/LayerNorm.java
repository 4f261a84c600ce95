package io.lanistr.tensor;

import java.util.Arrays;

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
    float[][] scratch = tape.scratch(3, d);
    float[] row = scratch[0];
    float[] g = copy(gamma, scratch[1]);
    float[] b = copy(beta, scratch[2]);
    for (int i = 0; i < n; i++) {
      System.arraycopy(x.data(), x.offset() + i * d, row, 0, d);
      float mean = Vectors.sum(d, row, 0) / d;
      // The second pass, over the centred row, keeps the variance exact.
      Vectors.shift(d, -mean, row, 0, row, 0);
      float variance = Vectors.dot(d, row, 0, row, 0) / d;
      float scale = (float) (1.0 / Math.sqrt((double) variance + eps));
      affine(d, scale, g, b, row);
      System.arraycopy(row, 0, y.data(), y.offset() + i * d, d);
      m[moments.offset() + 2 * i] = mean;
      m[moments.offset() + 2 * i + 1] = scale;
    }
    tape.record(y, () -> backward(tape, x, gamma, beta, moments, y));
    return y;
  }

  private static float[] copy(Tensor vector, float[] to) {
    System.arraycopy(vector.data(), vector.offset(), to, 0, vector.size());
    return to;
  }

  private static void affine(int n, float scale, float[] g, float[] b, float[] row) {
    for (int i = 0; i < n; i++) {
      row[i] = row[i] * scale * g[i] + b[i];
    }
  }

  private static void backward(
      Tape tape, Tensor x, Tensor gamma, Tensor beta, Tensor moments, Tensor y) {
    int n = x.rows();
    int d = x.cols();
    if (beta.requiresGrad()) {
      float[] dBeta = tape.gradOf(beta);
      Vectors.addColumnSums(
          tape.backend(), n, d, y.grad(), y.gradOffset(), dBeta, beta.gradOffset());
    }
    boolean fresh = x.requiresGrad() && tape.startGrad(x);
    float[] dx = x.requiresGrad() ? x.grad() : null;
    float[] dGamma = gamma.requiresGrad() ? tape.gradOf(gamma) : null;
    float[][] scratch = tape.scratch(5, d);
    float[] hat = scratch[0];
    float[] dy = scratch[1];
    float[] row = scratch[2];
    float[] gammaSum = scratch[3];
    float[] g = copy(gamma, scratch[4]);
    for (int from = 0; from < n && (dx != null || dGamma != null); from += BLOCK) {
      Arrays.fill(gammaSum, 0, d, 0f);
      for (int i = from; i < Math.min(n, from + BLOCK); i++) {
        float scale = moments.get(i, 1);
        System.arraycopy(x.data(), x.offset() + i * d, hat, 0, d);
        System.arraycopy(y.grad(), y.gradOffset() + i * d, dy, 0, d);
        normalise(d, moments.get(i, 0), scale, hat);
        Vectors.addProduct(d, dy, 0, hat, 0, gammaSum, 0);
        if (dx != null) {
          Vectors.product(d, dy, 0, g, 0, dy, 0);
          float a = Vectors.sum(d, dy, 0) / d;
          float b = Vectors.dot(d, dy, 0, hat, 0) / d;
          int at = x.gradOffset() + i * d;
          if (fresh) {
            Arrays.fill(row, 0, d, 0f);
          } else {
            System.arraycopy(dx, at, row, 0, d);
          }
          addInput(d, scale, a, b, dy, hat, row);
          System.arraycopy(row, 0, dx, at, d);
        }
      }
      if (dGamma != null) {
        Vectors.add(d, gammaSum, 0, dGamma, gamma.gradOffset());
      }
    }
  }

  private static void normalise(int n, float mean, float scale, float[] row) {
    for (int i = 0; i < n; i++) {
      row[i] = (row[i] - mean) * scale;
    }
  }

  private static void addInput(
      int n, float scale, float a, float b, float[] dy, float[] hat, float[] dx) {
    for (int i = 0; i < n; i++) {
      dx[i] += scale * (dy[i] - a - b * hat[i]);
    }
  }
}
