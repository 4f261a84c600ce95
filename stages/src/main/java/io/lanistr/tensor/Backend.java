package io.lanistr.tensor;

/**
 * The kernels worth a native library. All arrays are row-major ranges given by an offset;
 * implementations are thread-safe and single-threaded.
 */
public interface Backend {

  /**
   * {@code C = alpha op(A) op(B) + beta C} with op(A) {@code [m, k]}, op(B) {@code [k, n]}, C
   * {@code [m, n]}; op transposes where asked. Row i of a matrix starts at {@code offset + i * ld}.
   * With {@code beta = 0} C is only written, never read.
   */
  void gemm(
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
      int ldc);

  /** {@code y = exp(x)} for n elements; x and y may be the same range. */
  void exp(int n, float[] x, int xOffset, float[] y, int yOffset);

  /** {@code y = erf(x)} for n elements; x and y may be the same range. */
  void erf(int n, float[] x, int xOffset, float[] y, int yOffset);

  /**
   * {@code C = op(A) op(B) + beta C} in doubles, with op(A) {@code [m, k]}, op(B) {@code [k, n]}
   * and C {@code [m, n]} from the start of their arrays, rows adjacent; beta is 0 or 1.
   */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      double[] a,
      double[] b,
      double beta,
      double[] c);

  /** {@code x = exp(x)} for the first n elements. */
  void exp(int n, double[] x);

  /** A word for the log. */
  String name();

  /** The fastest backend that works here, chosen once per JVM. */
  static Backend current() {
    return Backends.CURRENT;
  }
}
