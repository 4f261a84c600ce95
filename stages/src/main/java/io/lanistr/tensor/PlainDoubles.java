package io.lanistr.tensor;

import java.util.Arrays;

/** Matrix products of doubles in plain Java; see {@link PlainBackend} for the form of the loops. */
final class PlainDoubles {
  private static final int DEPTH = 64;
  private static final int WIDTH = 256;

  /** The first rows hold a block of op(B), the last one a row of C. */
  private static final ThreadLocal<double[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new double[DEPTH + 1][WIDTH]);

  private PlainDoubles() {}

  static void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double beta,
      double[] c) {
    keepOrClear(m * n, beta, c);
    double[][] rows = SCRATCH.get();
    double[] sum = rows[DEPTH];
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int j = 0; j < n; j += WIDTH) {
        int width = Math.min(WIDTH, n - j);
        pack(depth, width, b, transposeB ? j * k + p : p * n + j, transposeB ? k : n, transposeB);
        for (int i = 0; i < m; i++) {
          System.arraycopy(c, i * n + j, sum, 0, width);
          for (int q = 0; q < depth; q++) {
            addScaled(width, a[transposeA ? (p + q) * m + i : i * k + p + q], rows[q], sum);
          }
          System.arraycopy(sum, 0, c, i * n + j, width);
        }
      }
    }
  }

  static void keepOrClear(int n, double beta, double[] c) {
    if (beta != 0 && beta != 1) {
      throw new IllegalArgumentException("beta " + beta + " is neither 0 nor 1");
    }
    if (beta == 0) {
      Arrays.fill(c, 0, n, 0.0);
    }
  }

  private static void pack(
      int depth, int width, double[] b, int offset, int ld, boolean transpose) {
    double[][] rows = SCRATCH.get();
    for (int p = 0; p < depth && !transpose; p++) {
      System.arraycopy(b, offset + p * ld, rows[p], 0, width);
    }
    for (int j = 0; j < width && transpose; j++) {
      int at = offset + j * ld;
      for (int p = 0; p < depth; p++) {
        rows[p][j] = b[at + p];
      }
    }
  }

  private static void addScaled(int n, double a, double[] x, double[] y) {
    for (int j = 0; j < n; j++) {
      y[j] += a * x[j];
    }
  }
}
