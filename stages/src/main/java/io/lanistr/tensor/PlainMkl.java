package io.lanistr.tensor;

/**
 * The public methods of BigDL's class of MKL kernels in plain Java: column-major BLAS and
 * elementwise functions, on ranges given by offsets. {@link PlainMklInstaller} defines it under
 * that class's name, in another package: it must use public types only.
 */
public final class PlainMkl {
  public static final int MKL_WAIT_POLICY_PASSIVE = 3;
  public static final int MKL_WAIT_POLICY_ACTIVE = 2;

  private static final Backend BACKEND = new PlainBackend();

  private PlainMkl() {}

  public static boolean isMKLLoaded() {
    return true;
  }

  public static String getTmpSoFilePath() {
    return "";
  }

  public static int getMklNumThreads() {
    return 1;
  }

  public static int getNumThreads() {
    return 1;
  }

  public static int getMklBlockTime() {
    return 0;
  }

  public static int getMklWaitPolicy() {
    return MKL_WAIT_POLICY_PASSIVE;
  }

  public static boolean getMklDisableFastMM() {
    return true;
  }

  /** Has no effect, as the other settings: there is always one thread. */
  public static void setNumThreads(int threads) {}

  public static void setBlockTime(int milliseconds) {}

  public static void waitPolicy(int policy) {}

  public static int disableFastMM() {
    return 1;
  }

  public static void vsAdd(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] + b[bo + i];
    }
  }

  public static void vdAdd(int n, double[] a, int ao, double[] b, int bo, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] + b[bo + i];
    }
  }

  public static void vsSub(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] - b[bo + i];
    }
  }

  public static void vdSub(int n, double[] a, int ao, double[] b, int bo, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] - b[bo + i];
    }
  }

  public static void vsMul(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * b[bo + i];
    }
  }

  public static void vdMul(int n, double[] a, int ao, double[] b, int bo, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * b[bo + i];
    }
  }

  public static void vsDiv(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] / b[bo + i];
    }
  }

  public static void vdDiv(int n, double[] a, int ao, double[] b, int bo, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] / b[bo + i];
    }
  }

  public static void vsPowx(int n, float[] a, int ao, float power, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.pow(a[ao + i], power);
    }
  }

  public static void vdPowx(int n, double[] a, int ao, double power, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.pow(a[ao + i], power);
    }
  }

  public static void vsLn(int n, float[] a, int ao, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.log(a[ao + i]);
    }
  }

  public static void vdLn(int n, double[] a, int ao, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.log(a[ao + i]);
    }
  }

  public static void vsExp(int n, float[] a, int ao, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.exp(a[ao + i]);
    }
  }

  public static void vdExp(int n, double[] a, int ao, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.exp(a[ao + i]);
    }
  }

  public static void vsSqrt(int n, float[] a, int ao, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.sqrt(a[ao + i]);
    }
  }

  public static void vdSqrt(int n, double[] a, int ao, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.sqrt(a[ao + i]);
    }
  }

  public static void vsTanh(int n, float[] a, int ao, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.tanh(a[ao + i]);
    }
  }

  public static void vdTanh(int n, double[] a, int ao, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.tanh(a[ao + i]);
    }
  }

  public static void vsLog1p(int n, float[] a, int ao, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) Math.log1p(a[ao + i]);
    }
  }

  public static void vdLog1p(int n, double[] a, int ao, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.log1p(a[ao + i]);
    }
  }

  public static void vsAbs(int n, float[] a, int ao, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.abs(a[ao + i]);
    }
  }

  public static void vdAbs(int n, double[] a, int ao, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Math.abs(a[ao + i]);
    }
  }

  public static void vsErf(int n, float[] a, int ao, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = (float) PlainBackend.erf(a[ao + i]);
    }
  }

  public static void vdErf(int n, double[] a, int ao, double[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = PlainBackend.erf(a[ao + i]);
    }
  }

  public static void vsgemm(
      char ta,
      char tb,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float beta,
      float[] c,
      int co,
      int ldc) {
    // Column-major is row-major of the transpose.
    BACKEND.gemm(
        transposed(tb), transposed(ta), n, m, k, alpha, b, bo, ldb, a, ao, lda, beta, c, co, ldc);
  }

  private static boolean transposed(char op) {
    return op == 'T' || op == 't';
  }

  public static void vdgemm(
      char ta,
      char tb,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int ao,
      int lda,
      double[] b,
      int bo,
      int ldb,
      double beta,
      double[] c,
      int co,
      int ldc) {
    int aRow = transposed(ta) ? lda : 1;
    int aDepth = transposed(ta) ? 1 : lda;
    int bCol = transposed(tb) ? 1 : ldb;
    int bDepth = transposed(tb) ? ldb : 1;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < m; i++) {
        double sum = vddot(k, a, ao + i * aRow, aDepth, b, bo + j * bCol, bDepth);
        int at = co + j * ldc + i;
        c[at] = alpha * sum + (beta == 0 ? 0 : beta * c[at]);
      }
    }
  }

  public static void vsgemv(
      char ta,
      int m,
      int n,
      float alpha,
      float[] a,
      int ao,
      int lda,
      float[] x,
      int xo,
      int xStep,
      float beta,
      float[] y,
      int yo,
      int yStep) {
    boolean transposed = transposed(ta);
    int rows = transposed ? n : m;
    int depth = transposed ? m : n;
    for (int i = 0; i < rows; i++) {
      int row = ao + i * (transposed ? lda : 1);
      float sum = vsdot(depth, a, row, transposed ? 1 : lda, x, xo, xStep);
      int at = yo + i * yStep;
      y[at] = alpha * sum + (beta == 0 ? 0 : beta * y[at]);
    }
  }

  public static void vsger(
      int m,
      int n,
      float alpha,
      float[] x,
      int xo,
      int xStep,
      float[] y,
      int yo,
      int yStep,
      float[] a,
      int ao,
      int lda) {
    for (int j = 0; j < n; j++) {
      vsaxpy(m, alpha * y[yo + j * yStep], x, xo, xStep, a, ao + j * lda, 1);
    }
  }

  public static void vsaxpy(
      int n, float alpha, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    for (int i = 0; i < n; i++) {
      y[yo + i * yStep] += alpha * x[xo + i * xStep];
    }
  }

  public static float vsdot(int n, float[] x, int xo, int xStep, float[] y, int yo, int yStep) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) x[xo + i * xStep] * y[yo + i * yStep];
    }
    return (float) sum;
  }

  public static void vsscal(int n, float alpha, float[] x, int xo, int xStep) {
    for (int i = 0; i < n; i++) {
      x[xo + i * xStep] *= alpha;
    }
  }

  public static void vdgemv(
      char ta,
      int m,
      int n,
      double alpha,
      double[] a,
      int ao,
      int lda,
      double[] x,
      int xo,
      int xStep,
      double beta,
      double[] y,
      int yo,
      int yStep) {
    boolean transposed = transposed(ta);
    int rows = transposed ? n : m;
    int depth = transposed ? m : n;
    for (int i = 0; i < rows; i++) {
      int row = ao + i * (transposed ? lda : 1);
      double sum = vddot(depth, a, row, transposed ? 1 : lda, x, xo, xStep);
      int at = yo + i * yStep;
      y[at] = alpha * sum + (beta == 0 ? 0 : beta * y[at]);
    }
  }

  public static void vdger(
      int m,
      int n,
      double alpha,
      double[] x,
      int xo,
      int xStep,
      double[] y,
      int yo,
      int yStep,
      double[] a,
      int ao,
      int lda) {
    for (int j = 0; j < n; j++) {
      vdaxpy(m, alpha * y[yo + j * yStep], x, xo, xStep, a, ao + j * lda, 1);
    }
  }

  public static void vdaxpy(
      int n, double alpha, double[] x, int xo, int xStep, double[] y, int yo, int yStep) {
    for (int i = 0; i < n; i++) {
      y[yo + i * yStep] += alpha * x[xo + i * xStep];
    }
  }

  public static double vddot(int n, double[] x, int xo, int xStep, double[] y, int yo, int yStep) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[xo + i * xStep] * y[yo + i * yStep];
    }
    return sum;
  }

  public static void vdscal(int n, double alpha, double[] x, int xo, int xStep) {
    for (int i = 0; i < n; i++) {
      x[xo + i * xStep] *= alpha;
    }
  }
}
