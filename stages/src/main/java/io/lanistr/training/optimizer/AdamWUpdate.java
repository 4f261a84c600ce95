package io.lanistr.training.optimizer;

/**
 * AdamW (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019) on a slice of the
 * flat parameter vector:
 *
 * <pre>
 * m = b1 m + (1 - b1) g        v = b2 v + (1 - b2) g^2
 * w = w - lr (decay w) - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps)
 * </pre>
 *
 * as PyTorch computes it. Decay, learning-rate factor and first step come from the groups; t counts
 * a group's own updates.
 */
public final class AdamWUpdate {
  public static final double BETA1 = 0.9;
  public static final double BETA2 = 0.999;
  public static final double EPSILON = 1e-8;

  private AdamWUpdate() {}

  /**
   * Updates weights and moments in place.
   *
   * @param groups settings of the whole vector
   * @param start position in the whole vector of the slice's first element
   * @param slice the moments
   * @param weights holds the slice from weightOffset on
   * @param gradients holds the slice's gradient from gradientOffset on; not changed
   * @param gradientScale multiplied with each gradient: the clipping coefficient
   * @param rate learning rate before the groups' factors
   * @param step number of this update; the first is 1
   */
  public static void apply(
      ParameterGroups groups,
      int start,
      Moments slice,
      float[] weights,
      int weightOffset,
      float[] gradients,
      int gradientOffset,
      float gradientScale,
      double rate,
      long step) {
    int length = slice.length();
    if (length == 0) {
      return;
    }
    int group = groups.groupOf(start);
    for (int from = 0; from < length; group++) {
      int to = Math.min(length, groups.end(group) - start);
      long updates = step - groups.firstStep(group) + 1;
      if (updates > 0) {
        double groupRate = rate * groups.rateFactor(group);
        update(
            slice.first(),
            slice.second(),
            from,
            to,
            weights,
            weightOffset,
            gradients,
            gradientOffset,
            gradientScale,
            (float) (1 - groupRate * groups.decay(group)),
            (float) (groupRate / (1 - Math.pow(BETA1, updates))),
            (float) (1 / Math.sqrt(1 - Math.pow(BETA2, updates))));
      }
      from = to;
    }
  }

  private static void update(
      float[] m,
      float[] v,
      int from,
      int to,
      float[] w,
      int weightOffset,
      float[] g,
      int gradientOffset,
      float scale,
      float keep,
      float stepSize,
      float rootCorrection) {
    final float b1 = (float) BETA1;
    final float b2 = (float) BETA2;
    final float c1 = (float) (1 - BETA1);
    final float c2 = (float) (1 - BETA2);
    final float eps = (float) EPSILON;
    for (int i = from; i < to; i++) {
      float x = g[gradientOffset + i] * scale;
      float first = b1 * m[i] + c1 * x;
      float second = b2 * v[i] + c2 * x * x;
      m[i] = first;
      v[i] = second;
      float root = (float) Math.sqrt(second) * rootCorrection + eps;
      w[weightOffset + i] = w[weightOffset + i] * keep - stepSize * first / root;
    }
  }

  /** Sum of the squares of a range, in double precision. */
  public static double sumOfSquares(float[] x, int offset, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int end = offset + length;
    int i = offset;
    for (; i + 3 < end; i += 4) {
      a += (double) x[i] * x[i];
      b += (double) x[i + 1] * x[i + 1];
      c += (double) x[i + 2] * x[i + 2];
      d += (double) x[i + 3] * x[i + 3];
    }
    for (; i < end; i++) {
      a += (double) x[i] * x[i];
    }
    return a + b + (c + d);
  }

  /** What a gradient of this norm is multiplied with so that the norm is at most {@code limit}. */
  public static double clipping(double norm, double limit) {
    return limit > 0 && norm > limit ? limit / norm : 1;
  }
}
