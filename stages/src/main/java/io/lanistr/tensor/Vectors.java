package io.lanistr.tensor;

import java.util.Arrays;

/**
 * Loops over array ranges. The JIT turns them into vector instructions where the ranges start at
 * the same index of their arrays. Sums use several accumulators: the order of float additions is
 * fixed by the language, so a single one would be a chain of latencies (and less accurate).
 */
final class Vectors {
  private static final float[] ONES = ones();

  private Vectors() {}

  /** {@code y += x}. */
  static void add(int n, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }

  /** {@code y += a x}. */
  static void addScaled(int n, float a, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += a * x[xo + i];
    }
  }

  /** {@code y = a * x}, elementwise. */
  static void product(int n, float[] a, int ao, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * x[xo + i];
    }
  }

  /** {@code y += a * x}, elementwise. */
  static void addProduct(int n, float[] a, int ao, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += a[ao + i] * x[xo + i];
    }
  }

  /** {@code y = a x}. */
  static void scale(int n, float a, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a * x[xo + i];
    }
  }

  /** {@code y = x + a}. */
  static void shift(int n, float a, float[] x, int xo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] + a;
    }
  }

  static float sum(int n, float[] x, int xo) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i <= n - 8; i += 8) {
      int at = xo + i;
      s0 += x[at];
      s1 += x[at + 1];
      s2 += x[at + 2];
      s3 += x[at + 3];
      s4 += x[at + 4];
      s5 += x[at + 5];
      s6 += x[at + 6];
      s7 += x[at + 7];
    }
    for (; i < n; i++) {
      s0 += x[xo + i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  static float dot(int n, float[] x, int xo, float[] y, int yo) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i <= n - 8; i += 8) {
      int p = xo + i;
      int q = yo + i;
      s0 += x[p] * y[q];
      s1 += x[p + 1] * y[q + 1];
      s2 += x[p + 2] * y[q + 2];
      s3 += x[p + 3] * y[q + 3];
      s4 += x[p + 4] * y[q + 4];
      s5 += x[p + 5] * y[q + 5];
      s6 += x[p + 6] * y[q + 6];
      s7 += x[p + 7] * y[q + 7];
    }
    for (; i < n; i++) {
      s0 += x[xo + i] * y[yo + i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  /**
   * Greatest element; negative infinity if there is none, NaN if one is. Compares bit patterns:
   * {@code Math.max} of floats takes several times longer for the sake of NaN and signed zero.
   */
  static float max(int n, float[] x, int xo) {
    int m0 = ordered(Float.NEGATIVE_INFINITY);
    int m1 = m0;
    int m2 = m0;
    int m3 = m0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      int at = xo + i;
      m0 = Math.max(m0, ordered(x[at]));
      m1 = Math.max(m1, ordered(x[at + 1]));
      m2 = Math.max(m2, ordered(x[at + 2]));
      m3 = Math.max(m3, ordered(x[at + 3]));
    }
    for (; i < n; i++) {
      m0 = Math.max(m0, ordered(x[xo + i]));
    }
    int max = Math.max(Math.max(m0, m1), Math.max(m2, m3));
    return Float.intBitsToFloat(max ^ ((max >> 31) & Integer.MAX_VALUE));
  }

  /** An int in the order of the floats; the mapping is its own inverse. */
  private static int ordered(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /** Adds the column sums of {@code x[rows, cols]} to y, in blocks so that rounding stays small. */
  static void addColumnSums(
      Backend backend, int rows, int cols, float[] x, int xo, float[] y, int yo) {
    for (int from = 0; from < rows; from += ONES.length) {
      int count = Math.min(ONES.length, rows - from);
      backend.gemm(
          false,
          false,
          1,
          cols,
          count,
          1f,
          ONES,
          0,
          count,
          x,
          xo + from * cols,
          cols,
          1f,
          y,
          yo,
          cols);
    }
  }

  private static float[] ones() {
    float[] ones = new float[256];
    Arrays.fill(ones, 1f);
    return ones;
  }
}
