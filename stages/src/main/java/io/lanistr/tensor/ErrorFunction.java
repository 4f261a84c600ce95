package io.lanistr.tensor;

/**
 * The error function in double precision: values on a grid, computed once from the series {@code
 * erf(x) = 2/sqrt(pi) e^(-x^2) sum_n 2^n x^(2n+1) / (2n+1)!!} (Abramowitz and Stegun 7.1.6), and a
 * Taylor polynomial around the nearest grid point. Error below 1e-15.
 */
final class ErrorFunction {
  private static final double TWO_OVER_SQRT_PI = 2.0 / Math.sqrt(Math.PI);
  private static final int PER_UNIT = 64;
  private static final int SATURATED = 6;
  private static final double[] VALUE = new double[SATURATED * PER_UNIT + 1];
  private static final double[] SLOPE = new double[SATURATED * PER_UNIT + 1];

  static {
    for (int i = 0; i < VALUE.length; i++) {
      double x = i / (double) PER_UNIT;
      SLOPE[i] = TWO_OVER_SQRT_PI * Math.exp(-x * x);
      VALUE[i] = series(x);
    }
  }

  private ErrorFunction() {}

  private static double series(double x) {
    double term = x;
    double sum = 0;
    for (int n = 0; term > 1e-20 * sum; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 3);
    }
    return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
  }

  static double of(double x) {
    double size = Math.abs(x);
    if (!(size < SATURATED)) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    int i = (int) (size * PER_UNIT + 0.5);
    double a = i / (double) PER_UNIT;
    double d = size - a;
    double second = -2 * a;
    double third = 4 * a * a - 2;
    double fourth = (12 - 8 * a * a) * a;
    double fifth = (16 * a * a - 48) * a * a + 12;
    double sixth = ((160 - 32 * a * a) * a * a - 120) * a;
    double upper = fourth / 24 + d * (fifth / 120 + d * sixth / 720);
    double taylor = d * (1 + d * (second / 2 + d * (third / 6 + d * upper)));
    double value = VALUE[i] + SLOPE[i] * taylor;
    return x < 0 ? -value : value;
  }
}
