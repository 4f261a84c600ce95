package io.lanistr.tensor;

/** Naive formulas in double precision that several tests share. */
final class Oracles {
  private Oracles() {}

  /** The error function by its series of positive terms (Abramowitz and Stegun 7.1.6). */
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 300; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  static double logSumExp(Matrix x, int row) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < x.cols(); j++) {
      max = Math.max(max, x.get(row, j));
    }
    double sum = 0;
    for (int j = 0; j < x.cols(); j++) {
      sum += Math.exp(x.get(row, j) - max);
    }
    return max + Math.log(sum);
  }

  static Matrix softmax(Matrix x) {
    return Matrix.of(x.rows(), x.cols(), (i, j) -> Math.exp(x.get(i, j) - logSumExp(x, i)));
  }

  /** Sparsemax by bisection of tau, independent of any sorting. */
  static Matrix sparsemax(Matrix x) {
    return Matrix.of(x.rows(), x.cols(), (i, j) -> Math.max(x.get(i, j) - tau(x, i), 0));
  }

  private static double tau(Matrix x, int row) {
    double low = -1e3;
    double high = 1e3;
    for (int n = 0; n < 100; n++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (int j = 0; j < x.cols(); j++) {
        sum += Math.max(x.get(row, j) - middle, 0);
      }
      if (sum > 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** (x - mean) / sqrt(var + eps) of column c over rows [from, to), with the biased variance. */
  static double batchNormalised(Matrix x, int row, int c, int from, int to, double eps) {
    double mean = 0;
    for (int i = from; i < to; i++) {
      mean += x.get(i, c) / (to - from);
    }
    double variance = 0;
    for (int i = from; i < to; i++) {
      variance += (x.get(i, c) - mean) * (x.get(i, c) - mean) / (to - from);
    }
    return (x.get(row, c) - mean) / Math.sqrt(variance + eps);
  }
}
