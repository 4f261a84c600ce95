package io.lanistr.network.fusion;

import io.lanistr.tensor.Tensor;

/**
 * Watches for collapse of the similarity loss: the standard deviation, over tokens, of each
 * dimension of the L2-normalised projections, averaged and multiplied by √d. It is near 1 when the
 * directions are spread, and 0 when all are equal (Chen and He, arXiv:2011.10566, section 4.1).
 */
public final class Spread {
  private double[] sum = new double[0];
  private double[] squares = new double[0];

  /**
   * @param z {@code [n, d]}
   * @return 0 for fewer than two tokens
   */
  public double of(Tensor z) {
    int n = z.rows();
    int d = z.cols();
    if (n < 2) {
      return 0;
    }
    if (sum.length != d) {
      sum = new double[d];
      squares = new double[d];
    }
    java.util.Arrays.fill(sum, 0);
    java.util.Arrays.fill(squares, 0);
    for (int i = 0; i < n; i++) {
      add(z.data(), z.offset() + i * d, d);
    }
    double deviations = 0;
    for (int j = 0; j < d; j++) {
      double mean = sum[j] / n;
      deviations += Math.sqrt(Math.max(0, squares[j] / n - mean * mean));
    }
    return deviations / d * Math.sqrt(d);
  }

  private void add(float[] z, int from, int d) {
    double norm = 0;
    for (int j = 0; j < d; j++) {
      norm += (double) z[from + j] * z[from + j];
    }
    double scale = norm == 0 ? 0 : 1 / Math.sqrt(norm);
    for (int j = 0; j < d; j++) {
      double value = z[from + j] * scale;
      sum[j] += value;
      squares[j] += value * value;
    }
  }
}
