package io.lanistr.tensor;

/**
 * Negative cosine similarity of SimSiam (Chen and He, arXiv:2011.10566, equation 1), without
 * gradient to the second argument.
 */
public final class NegativeCosine {
  private static final double EPS = 1e-8;

  private NegativeCosine() {}

  /**
   * {@code -sum_i w_i cos(p_i, z_i) / denominator}; each norm is at least 1e-8.
   *
   * @param p {@code [n, d]}
   * @param z {@code [n, d]}, taken as a constant
   * @param rowWeightOrNull weight of each row, 1 if null
   * @return {@code [1, 1]}
   */
  public static Tensor apply(
      Tape tape, Tensor p, Tensor z, float[] rowWeightOrNull, double denominator) {
    Shapes.same("NegativeCosine", p, z);
    int n = p.rows();
    int d = p.cols();
    if (rowWeightOrNull != null) {
      Shapes.length("NegativeCosine", "rowWeight", rowWeightOrNull.length, n);
    }
    Tensor loss = tape.output(1, 1, p.requiresGrad());
    // Per row: |p|, |z|, cosine.
    Tensor saved = tape.allocate(n, 3);
    float[] s = saved.data();
    double total = 0;
    for (int i = 0; i < n; i++) {
      int po = p.offset() + i * d;
      int zo = z.offset() + i * d;
      double pNorm = Math.sqrt(Vectors.dot(d, p.data(), po, p.data(), po));
      double zNorm = Math.max(Math.sqrt(Vectors.dot(d, z.data(), zo, z.data(), zo)), EPS);
      double dot = Vectors.dot(d, p.data(), po, z.data(), zo);
      double cosine = dot / (Math.max(pNorm, EPS) * zNorm);
      total -= cosine * weight(rowWeightOrNull, i);
      int so = saved.offset() + 3 * i;
      s[so] = (float) pNorm;
      s[so + 1] = (float) zNorm;
      s[so + 2] = (float) cosine;
    }
    loss.data()[loss.offset()] = Losses.divide(total, denominator);
    tape.record(loss, () -> backward(tape, p, z, rowWeightOrNull, denominator, saved, loss));
    return loss;
  }

  private static float weight(float[] weightOrNull, int i) {
    return weightOrNull == null ? 1f : weightOrNull[i];
  }

  private static void backward(
      Tape tape,
      Tensor p,
      Tensor z,
      float[] rowWeightOrNull,
      double denominator,
      Tensor saved,
      Tensor loss) {
    int d = p.cols();
    float[] dp = tape.gradOf(p);
    float dLoss = loss.grad()[loss.gradOffset()];
    for (int i = 0; i < p.rows(); i++) {
      int so = saved.offset() + 3 * i;
      double pNorm = Math.max(saved.data()[so], EPS);
      double zNorm = saved.data()[so + 1];
      // A norm below the threshold is a constant divisor.
      double cosine = saved.data()[so] < EPS ? 0 : saved.data()[so + 2];
      double a = -dLoss * (double) Losses.divide(weight(rowWeightOrNull, i), denominator);
      addRow(
          d,
          (float) (a / (pNorm * zNorm)),
          (float) (-a * cosine / (pNorm * pNorm)),
          z.data(),
          z.offset() + i * d,
          p.data(),
          p.offset() + i * d,
          dp,
          p.gradOffset() + i * d);
    }
  }

  private static void addRow(
      int n, float a, float b, float[] z, int zo, float[] p, int po, float[] dp, int dpo) {
    for (int j = 0; j < n; j++) {
      dp[dpo + j] += a * z[zo + j] + b * p[po + j];
    }
  }
}
