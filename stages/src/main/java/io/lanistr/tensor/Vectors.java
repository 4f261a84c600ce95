package io.lanistr.tensor;

/**
 * Loops over array ranges that the JIT turns into vector instructions. Sums use eight accumulators:
 * the order of float additions is fixed by the language, so a single one would be a chain of
 * latencies (and less accurate).
 */
final class Vectors {
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

  /** Greatest element; negative infinity if there is none. */
  static float max(int n, float[] x, int xo) {
    float m0 = Float.NEGATIVE_INFINITY;
    float m1 = m0;
    float m2 = m0;
    float m3 = m0;
    int i = 0;
    for (; i <= n - 4; i += 4) {
      int at = xo + i;
      m0 = Math.max(m0, x[at]);
      m1 = Math.max(m1, x[at + 1]);
      m2 = Math.max(m2, x[at + 2]);
      m3 = Math.max(m3, x[at + 3]);
    }
    for (; i < n; i++) {
      m0 = Math.max(m0, x[xo + i]);
    }
    return Math.max(Math.max(m0, m1), Math.max(m2, m3));
  }

  /** Adds the column sums of {@code x[rows, cols]} to y, in blocks so that rounding stays small. */
  static void addColumnSums(Tape tape, int rows, int cols, float[] x, int xo, float[] y, int yo) {
    int block = 64;
    if (rows <= block) {
      for (int r = 0; r < rows; r++) {
        add(cols, x, xo + r * cols, y, yo);
      }
      return;
    }
    Arena arena = tape.arena();
    long mark = arena.mark();
    Tensor partial = arena.allocate(1, cols);
    float[] p = partial.data();
    int po = partial.offset();
    for (int from = 0; from < rows; from += block) {
      java.util.Arrays.fill(p, po, po + cols, 0f);
      int to = Math.min(rows, from + block);
      for (int r = from; r < to; r++) {
        add(cols, x, xo + r * cols, p, po);
      }
      add(cols, p, po, y, yo);
    }
    arena.release(mark);
  }
}
