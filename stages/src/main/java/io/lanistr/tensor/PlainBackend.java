package io.lanistr.tensor;

import java.util.Arrays;

/** Kernels in plain Java: the oracle of the tests and the fallback where no natives load. */
public final class PlainBackend implements Backend {
  private static final int DEPTH = 128;
  private static final int WIDTH = 512;

  /** The first rows hold a block of op(B), the last one a row of C. */
  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[DEPTH + 1][WIDTH]);

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    scale(m, n, beta, c, cOffset, ldc);
    int rowStep = transposeA ? 1 : lda;
    int depthStep = transposeA ? lda : 1;
    float[][] scratch = SCRATCH.get();
    float[] row = scratch[DEPTH];
    for (int p = 0; p < k && alpha != 0f; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int j = 0; j < n; j += WIDTH) {
        int width = Math.min(WIDTH, n - j);
        pack(depth, width, b, bOffset + (transposeB ? j * ldb + p : p * ldb + j), ldb, transposeB);
        for (int i = 0; i < m; i++) {
          int at = cOffset + i * ldc + j;
          System.arraycopy(c, at, row, 0, width);
          addRows(
              depth, width, alpha, a, aOffset + i * rowStep + p * depthStep, depthStep, scratch);
          System.arraycopy(row, 0, c, at, width);
        }
      }
    }
  }

  /** {@code C = beta C}; with {@code beta = 0} C is only written. */
  static void scale(int m, int n, float beta, float[] c, int offset, int ld) {
    for (int i = 0; i < m && beta != 1f; i++) {
      int at = offset + i * ld;
      if (beta == 0f) {
        Arrays.fill(c, at, at + n, 0f);
      } else {
        Vectors.scale(n, beta, c, at, c, at);
      }
    }
  }

  /**
   * Copies a block of op(B) into rows that each start at index 0: the JIT vectorises only loops
   * whose arrays share their offset.
   */
  private static void pack(int depth, int width, float[] b, int offset, int ld, boolean transpose) {
    float[][] rows = SCRATCH.get();
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

  private static void addRows(
      int depth, int width, float alpha, float[] a, int offset, int step, float[][] rows) {
    float[] c = rows[DEPTH];
    int p = 0;
    for (; p <= depth - 4; p += 4) {
      int at = offset + p * step;
      addFour(
          width,
          alpha * a[at],
          rows[p],
          alpha * a[at + step],
          rows[p + 1],
          alpha * a[at + 2 * step],
          rows[p + 2],
          alpha * a[at + 3 * step],
          rows[p + 3],
          c);
    }
    for (; p < depth; p++) {
      Vectors.addScaled(width, alpha * a[offset + p * step], rows[p], 0, c, 0);
    }
  }

  private static void addFour(
      int n,
      float x0,
      float[] b0,
      float x1,
      float[] b1,
      float x2,
      float[] b2,
      float x3,
      float[] b3,
      float[] c) {
    for (int j = 0; j < n; j++) {
      c[j] += (x0 * b0[j] + x1 * b1[j]) + (x2 * b2[j] + x3 * b3[j]);
    }
  }

  @Override
  public void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
    PlainExp.apply(n, x, xOffset, y, yOffset);
  }

  @Override
  public void erf(int n, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) ErrorFunction.of(x[xOffset + i]);
    }
  }

  /** erf(x) in double precision. */
  public static double erf(double x) {
    return ErrorFunction.of(x);
  }

  @Override
  public void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double beta,
      double[] c) {
    PlainDoubles.gemm(transposeA, transposeB, m, n, k, a, b, beta, c);
  }

  @Override
  public void exp(int n, double[] x) {
    for (int i = 0; i < n; i++) {
      x[i] = Math.exp(x[i]);
    }
  }

  @Override
  public String name() {
    return "plain Java";
  }
}
