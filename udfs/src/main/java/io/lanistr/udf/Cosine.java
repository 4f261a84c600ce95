package io.lanistr.udf;

/** Cosine similarity. */
public final class Cosine {
  /** Least norm, so that a zero vector is similar to nothing (0) rather than NaN. */
  private static final double EPSILON = 1e-8;

  private Cosine() {}

  /** a.b / (max(|a|, eps) max(|b|, eps)) in double precision. */
  public static double similarity(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "cosine similarity of vectors of unequal length: %d and %d"
              .formatted(a.length, b.length));
    }
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return dot / (Math.max(Math.sqrt(aa), EPSILON) * Math.max(Math.sqrt(bb), EPSILON));
  }
}
