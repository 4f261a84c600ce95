package io.lanistr.tensor.precise;

/** Matrix products of doubles, row-major. */
final class Products {
  private Products() {}

  /** {@code C[m, n] = A[m, k] B[n, k]^T}. */
  static void timesTransposed(int m, int n, int k, double[] a, double[] b, double[] c) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        c[i * n + j] = dot(k, a, i * k, b, j * k);
      }
    }
  }

  /** {@code C[m, n] += A[m, k] B[k, n]}. */
  static void addTimes(int m, int n, int k, double[] a, double[] b, double[] c) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        addScaled(n, a[i * k + p], b, p * n, c, i * n);
      }
    }
  }

  /** {@code C[m, n] += A[k, m]^T B[k, n]}. */
  static void addTransposedTimes(int m, int n, int k, double[] a, double[] b, double[] c) {
    for (int p = 0; p < k; p++) {
      for (int i = 0; i < m; i++) {
        addScaled(n, a[p * m + i], b, p * n, c, i * n);
      }
    }
  }

  private static double dot(int n, double[] x, int xo, double[] y, int yo) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      s0 += x[xo + i] * y[yo + i];
      s1 += x[xo + i + 1] * y[yo + i + 1];
      s2 += x[xo + i + 2] * y[yo + i + 2];
      s3 += x[xo + i + 3] * y[yo + i + 3];
    }
    for (; i < n; i++) {
      s0 += x[xo + i] * y[yo + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void addScaled(int n, double f, double[] x, int xo, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += f * x[xo + i];
    }
  }
}
