package io.lanistr.tensor;

import java.util.Arrays;

/** Kernels in plain Java: the oracle of the tests and the fallback where no natives load. */
public final class PlainBackend implements Backend {
  private static final int ROW_BLOCK = 4;
  private static final int DEPTH_BLOCK = 256;
  private static final ThreadLocal<float[]> PACKED = ThreadLocal.withInitial(() -> new float[0]);

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
    if (alpha == 0f) {
      return;
    }
    int rowStep = transposeA ? 1 : lda;
    int depthStep = transposeA ? lda : 1;
    for (int from = 0; from < k; from += DEPTH_BLOCK) {
      int depth = Math.min(DEPTH_BLOCK, k - from);
      float[] rows = b;
      int rowsOffset = bOffset + from * ldb;
      int ld = ldb;
      if (transposeB) {
        rows = packTransposed(depth, n, b, bOffset + from, ldb);
        rowsOffset = 0;
        ld = n;
      }
      for (int i = 0; i < m; i++) {
        int at = aOffset + i * rowStep + from * depthStep;
        row(depth, n, alpha, a, at, depthStep, rows, rowsOffset, ld, c, cOffset + i * ldc);
      }
    }
  }

  static void scale(int m, int n, float beta, float[] c, int offset, int ld) {
    if (beta == 1f) {
      return;
    }
    for (int i = 0; i < m; i++) {
      int at = offset + i * ld;
      if (beta == 0f) {
        Arrays.fill(c, at, at + n, 0f);
      } else {
        for (int j = 0; j < n; j++) {
          c[at + j] *= beta;
        }
      }
    }
  }

  /** The transpose of the {@code [n, depth]} block of b, as {@code [depth, n]}. */
  private static float[] packTransposed(int depth, int n, float[] b, int offset, int ld) {
    int size = Math.multiplyExact(depth, n);
    float[] packed = PACKED.get();
    if (packed.length < size) {
      packed = new float[size];
      PACKED.set(packed);
    }
    for (int j = 0; j < n; j++) {
      int at = offset + j * ld;
      for (int p = 0; p < depth; p++) {
        packed[p * n + j] = b[at + p];
      }
    }
    return packed;
  }

  /** One row of C: adds the rows of B, four at a time. */
  private static void row(
      int depth,
      int n,
      float alpha,
      float[] a,
      int aOffset,
      int aStep,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset) {
    int p = 0;
    for (; p <= depth - ROW_BLOCK; p += ROW_BLOCK) {
      int at = aOffset + p * aStep;
      int b0 = bOffset + p * ldb;
      addFourRows(
          n,
          alpha * a[at],
          alpha * a[at + aStep],
          alpha * a[at + 2 * aStep],
          alpha * a[at + 3 * aStep],
          b,
          b0,
          b0 + ldb,
          b0 + 2 * ldb,
          b0 + 3 * ldb,
          c,
          cOffset);
    }
    for (; p < depth; p++) {
      Vectors.addScaled(n, alpha * a[aOffset + p * aStep], b, bOffset + p * ldb, c, cOffset);
    }
  }

  private static void addFourRows(
      int n,
      float x0,
      float x1,
      float x2,
      float x3,
      float[] b,
      int b0,
      int b1,
      int b2,
      int b3,
      float[] c,
      int cOffset) {
    for (int j = 0; j < n; j++) {
      c[cOffset + j] += x0 * b[b0 + j] + x1 * b[b1 + j] + x2 * b[b2 + j] + x3 * b[b3 + j];
    }
  }

  @Override
  public void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0; i < n; i++) {
      y[yOffset + i] = (float) Math.exp(x[xOffset + i]);
    }
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
  public String name() {
    return "plain Java";
  }
}
