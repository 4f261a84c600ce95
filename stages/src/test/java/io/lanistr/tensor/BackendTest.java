package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackendTest {

  private static void product(Backend backend, Random random, int m, int n, int k) {
    boolean ta = random.nextBoolean();
    boolean tb = random.nextBoolean();
    float alpha = new float[] {1f, 0f, -0.7f, 2.5f}[random.nextInt(4)];
    float beta = new float[] {1f, 0f, 0.5f}[random.nextInt(3)];
    int lda = (ta ? m : k) + random.nextInt(4);
    int ldb = (tb ? k : n) + random.nextInt(4);
    int ldc = Math.max(n, 1) + random.nextInt(4);
    int ao = random.nextInt(5);
    int bo = random.nextInt(5);
    int co = random.nextInt(5);
    float[] a = floats(random, ao + lda * (ta ? k : m));
    float[] b = floats(random, bo + ldb * (tb ? n : k));
    float[] c = floats(random, co + ldc * m);
    float[] before = c.clone();
    if (beta == 0f) {
      for (int i = 0; i < m * n; i++) {
        c[co + i / n * ldc + i % n] = Float.NaN;
      }
    }
    backend.gemm(ta, tb, m, n, k, alpha, a, ao, lda, b, bo, ldb, beta, c, co, ldc);
    for (int at = 0; at < c.length; at++) {
      int i = Math.floorDiv(at - co, ldc);
      int j = Math.floorMod(at - co, ldc);
      if (at < co || j >= n) {
        assertEquals(before[at], c[at], "written outside of C");
      } else {
        double sum = 0;
        double size = 1e-30;
        for (int p = 0; p < k; p++) {
          double x = a[ao + (ta ? p * lda + i : i * lda + p)];
          double y = b[bo + (tb ? j * ldb + p : p * ldb + j)];
          sum += x * y;
          size += Math.abs(x * y);
        }
        double expected = alpha * sum + beta * before[at];
        double bound = 1e-6 * (Math.abs(alpha) * size + Math.abs(beta * before[at]));
        assertEquals(expected, c[at], bound, m + "x" + n + "x" + k);
      }
    }
  }

  private static float[] floats(Random random, int n) {
    return Matrix.random(random, 1, n).toFloats();
  }

  @ParameterizedTest
  @EnumSource
  void productsOfAnyShapeAreRight(Kernels kernels) {
    Random random = new Random(1);
    Backend backend = kernels.backend();
    for (int i = 0; i < 400; i++) {
      int bound = i % 20 == 0 ? 150 : 24;
      product(
          backend,
          random,
          1 + random.nextInt(bound),
          1 + random.nextInt(bound),
          1 + random.nextInt(bound));
    }
    for (int i = 0; i < 12; i++) {
      product(backend, random, 3, 5, 500 + 100 * i);
    }
    product(backend, random, 300, 2, 300);
  }

  private static void doubleProduct(Backend backend, Random random, int m, int n, int k) {
    boolean ta = random.nextBoolean();
    boolean tb = random.nextBoolean();
    double beta = random.nextInt(2);
    double[] a = Matrix.random(random, 1, m * k + 3).values();
    double[] b = Matrix.random(random, 1, k * n + 2).values();
    double[] c = Matrix.random(random, 1, m * n + 1).values();
    double[] before = c.clone();
    backend.gemm(ta, tb, m, n, k, a, b, beta, c);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = beta * before[i * n + j];
        for (int p = 0; p < k; p++) {
          sum += a[ta ? p * m + i : i * k + p] * b[tb ? j * k + p : p * n + j];
        }
        assertEquals(sum, c[i * n + j], 1e-11);
      }
    }
    assertEquals(before[m * n], c[m * n]);
  }

  @ParameterizedTest
  @EnumSource
  void productsOfDoublesAreRight(Kernels kernels) {
    Random random = new Random(3);
    Backend backend = kernels.backend();
    for (int i = 0; i < 100; i++) {
      doubleProduct(backend, random, random.nextInt(24), random.nextInt(24), random.nextInt(24));
    }
    doubleProduct(backend, random, 3, 300, 150);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new PlainBackend()
                .gemm(false, false, 1, 1, 1, new double[1], new double[1], 0.5, new double[1]));
    double[] x = {0.0, 1.0, -2.0, 7.0};
    backend.exp(3, x);
    assertArrayEquals(new double[] {1.0, Math.E, Math.exp(-2), 7.0}, x, 1e-14);
  }

  @ParameterizedTest
  @EnumSource
  void emptyProductsAreRight(Kernels kernels) {
    Random random = new Random(2);
    Backend backend = kernels.backend();
    for (int i = 0; i < 20; i++) {
      product(backend, random, 0, 3, 4);
      product(backend, random, 3, 0, 4);
      product(backend, random, 3, 4, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void productsBeyondOneCallAreRight(Kernels kernels) {
    int m = 130;
    int n = 600;
    int k = 700;
    float[] a = new float[m * k];
    float[] b = new float[k * n];
    float[] c = new float[m * n];
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.floorDiv(i, k) + 1;
    }
    java.util.Arrays.fill(b, 1f);
    kernels.backend().gemm(false, false, m, n, k, 1f, a, 0, k, b, 0, n, 0f, c, 0, n);
    for (int i = 0; i < c.length; i++) {
      assertEquals((Math.floorDiv(i, n) + 1f) * k, c[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void exponentialAndErrorFunctionAreAccurate(Kernels kernels) {
    Backend backend = kernels.backend();
    int n = 20_001;
    float[] x = new float[n + 2];
    for (int i = 0; i < n; i++) {
      x[i + 1] = (i - n / 2) * 12f / n;
    }
    float[] y = new float[n + 2];
    backend.exp(n, x, 1, y, 1);
    for (int i = 1; i <= n; i++) {
      assertEquals(Math.exp(x[i]), y[i], 2.5e-7 * Math.exp(x[i]));
    }
    assertEquals(0f, y[0] + y[n + 1]);
    backend.erf(n, x, 1, x, 1);
    for (int i = 1; i <= n; i++) {
      float at = (i - 1 - n / 2) * 12f / n;
      assertEquals(Oracles.erf(at), x[i], 1.5e-7 * Math.abs(Oracles.erf(at)) + 1e-12);
    }
  }

  @ParameterizedTest
  @EnumSource
  void extremesStayInRange(Kernels kernels) {
    Backend backend = kernels.backend();
    float[] x = {Float.NEGATIVE_INFINITY, -200f, 0f, 100f, Float.NaN};
    float[] y = new float[5];
    backend.exp(5, x, 0, y, 0);
    assertEquals(0f, y[0]);
    assertEquals(0f, y[1], 1e-30f);
    assertEquals(1f, y[2]);
    assertEquals(Float.POSITIVE_INFINITY, y[3]);
    assertTrue(Float.isNaN(y[4]));
    x[3] = Float.POSITIVE_INFINITY;
    backend.erf(5, x, 0, y, 0);
    assertEquals(-1f, y[0]);
    assertEquals(-1f, y[1]);
    assertEquals(0f, y[2]);
    assertEquals(1f, y[3]);
    assertTrue(Float.isNaN(y[4]));
  }
}
