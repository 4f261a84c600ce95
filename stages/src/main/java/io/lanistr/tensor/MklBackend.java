package io.lanistr.tensor;

import com.intel.analytics.bigdl.mkl.MKL;

/** Kernels of Intel MKL, through the class that BigDL ships. */
public final class MklBackend implements Backend {
  /** An array is pinned during a call, which holds up the garbage collector: keep calls short. */
  private static final long MULTIPLICATIONS_PER_CALL = 1L << 27;

  /** Deeper products with a transposed left side, the gradients of weights, run up to 3x slower. */
  private static final int TRANSPOSED_DEPTH = 512;

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
    if (m == 0 || n == 0) {
      return;
    }
    if (k == 0) {
      PlainBackend.scale(m, n, beta, c, cOffset, ldc);
      return;
    }
    if (transposeA && k > TRANSPOSED_DEPTH) {
      for (int from = 0; from < k; from += TRANSPOSED_DEPTH) {
        int depth = Math.min(TRANSPOSED_DEPTH, k - from);
        int bFrom = bOffset + from * (transposeB ? 1 : ldb);
        float keep = from == 0 ? beta : 1f;
        gemm(
            true,
            transposeB,
            m,
            n,
            depth,
            alpha,
            a,
            aOffset + from * lda,
            lda,
            b,
            bFrom,
            ldb,
            keep,
            c,
            cOffset,
            ldc);
      }
      return;
    }
    int rows = (int) Math.max(1, Math.min(m, MULTIPLICATIONS_PER_CALL / ((long) n * k)));
    int aStep = transposeA ? 1 : lda;
    char opB = transposeB ? 'T' : 'N';
    char opA = transposeA ? 'T' : 'N';
    for (int from = 0; from < m; from += rows) {
      // MKL is column-major, where a row-major matrix is its transpose: C^T = op(B)^T op(A)^T.
      MKL.vsgemm(
          opB,
          opA,
          n,
          Math.min(rows, m - from),
          k,
          alpha,
          b,
          bOffset,
          ldb,
          a,
          aOffset + from * aStep,
          lda,
          beta,
          c,
          cOffset + from * ldc,
          ldc);
    }
  }

  @Override
  public void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
    if (n > 0) {
      MKL.vsExp(n, x, xOffset, y, yOffset);
    }
  }

  @Override
  public void erf(int n, float[] x, int xOffset, float[] y, int yOffset) {
    if (n > 0) {
      MKL.vsErf(n, x, xOffset, y, yOffset);
    }
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
    if (m == 0 || n == 0) {
      return;
    }
    if (k == 0) {
      PlainDoubles.keepOrClear(m * n, beta, c);
      return;
    }
    int lda = transposeA ? m : k;
    int ldb = transposeB ? k : n;
    char opA = transposeA ? 'T' : 'N';
    char opB = transposeB ? 'T' : 'N';
    MKL.vdgemm(opB, opA, n, m, k, 1.0, b, 0, ldb, a, 0, lda, beta, c, 0, n);
  }

  @Override
  public void exp(int n, double[] x) {
    if (n > 0) {
      MKL.vdExp(n, x, 0, x, 0);
    }
  }

  @Override
  public String name() {
    return "Intel MKL";
  }
}
