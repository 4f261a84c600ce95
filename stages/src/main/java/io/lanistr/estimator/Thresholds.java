package io.lanistr.estimator;

import java.io.Serializable;
import scala.runtime.AbstractFunction1;

/** Whether an array can be the thresholds of some classes. */
final class Thresholds extends AbstractFunction1<double[], Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public Boolean apply(double[] thresholds) {
    int zeros = 0;
    for (double threshold : thresholds) {
      if (!(threshold >= 0)) {
        return false;
      }
      zeros += threshold == 0 ? 1 : 0;
    }
    return zeros <= 1;
  }

  /**
   * The class with the largest probability/threshold, the first of equals; without thresholds the
   * most probable one. A probability of 0 never wins over its threshold of 0.
   */
  static int predict(double[] probabilities, double[] thresholds) {
    int best = 0;
    double bestScore = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < probabilities.length; c++) {
      double score = probabilities[c];
      if (thresholds != null && score > 0) {
        score /= thresholds[c];
      }
      if (score > bestScore) {
        best = c;
        bestScore = score;
      }
    }
    return best;
  }
}
