package io.lanistr.tensor;

/**
 * Cross entropy of softmax probabilities in which rows that are classified well count less: {@code
 * -(1 - p)^gamma log p} for the probability p of the right class (Lin et al., arXiv:1708.02002,
 * section 3). For few classes: plain loops.
 */
public final class FocalLoss {
  private FocalLoss() {}

  /**
   * {@code sum_i w_i focal_i / denominator}.
   *
   * @param logits {@code [n, C]}
   * @param target class of each row, -1 to leave the row out; the first n entries are used
   * @param weight weight of each row; the first n entries are used
   * @param gamma not negative; 0 is cross entropy
   * @param denominator positive; 0 is allowed where no row counts
   * @return {@code [1, 1]}
   */
  public static Tensor apply(
      Tape tape, Tensor logits, int[] target, float[] weight, double gamma, double denominator) {
    int n = logits.rows();
    Shapes.length("FocalLoss", "target", target.length, n);
    Shapes.length("FocalLoss", "weight", weight.length, n);
    if (!(gamma >= 0 && gamma <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException("focal gamma " + gamma + " is negative or not finite");
    }
    Tensor loss = tape.output(1, 1, logits.requiresGrad());
    double total = 0;
    for (int i = 0; i < n; i++) {
      if (target[i] != -1) {
        Shapes.index("FocalLoss target", i, target[i], logits.cols());
        double nll = negativeLogLikelihood(logits, i, target[i]);
        total += weight[i] * Math.pow(-Math.expm1(-nll), gamma) * nll;
      }
    }
    loss.data()[loss.offset()] = Losses.divide(total, denominator);
    tape.record(
        loss,
        () -> backward(tape, logits, target, weight, gamma, Losses.inverse(denominator), loss));
    return loss;
  }

  private static void backward(
      Tape tape,
      Tensor logits,
      int[] target,
      float[] weight,
      double gamma,
      float scale,
      Tensor loss) {
    int classes = logits.cols();
    float[] z = logits.data();
    float[] dz = tape.gradOf(logits);
    float dLoss = loss.grad()[loss.gradOffset()] * scale;
    for (int i = 0; i < logits.rows(); i++) {
      if (target[i] != -1) {
        double nll = negativeLogLikelihood(logits, i, target[i]);
        double others = -Math.expm1(-nll); // 1 - p
        // d focal / d z_c = slope (p_c - [c is the target])
        double slope =
            Math.pow(others, gamma)
                + (others > 0 ? gamma * Math.pow(others, gamma - 1) * Math.exp(-nll) * nll : 0);
        double a = dLoss * weight[i] * slope;
        double lse = nll + z[logits.offset() + i * classes + target[i]];
        for (int c = 0; c < classes; c++) {
          double p = Math.exp(z[logits.offset() + i * classes + c] - lse);
          dz[logits.gradOffset() + i * classes + c] += (float) (a * (c == target[i] ? p - 1 : p));
        }
      }
    }
  }

  private static double negativeLogLikelihood(Tensor logits, int row, int target) {
    int classes = logits.cols();
    int from = logits.offset() + row * classes;
    double max = Vectors.max(classes, logits.data(), from);
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits.data()[from + c] - max);
    }
    return Math.log(sum) + max - logits.data()[from + target];
  }
}
