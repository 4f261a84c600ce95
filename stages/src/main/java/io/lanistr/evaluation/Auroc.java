package io.lanistr.evaluation;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Exact area under the ROC curve of scores held in arrays: ties count one half, rows may have
 * weights, more than two classes are taken one against the rest.
 *
 * <p>With weights w, the area is the sum of w<sub>i</sub>w<sub>j</sub>([s<sub>i</sub> &gt;
 * s<sub>j</sub>] + ½[s<sub>i</sub> = s<sub>j</sub>]) over positive rows i and negative rows j,
 * divided by the product of the two classes' weights.
 */
public final class Auroc {
  private Auroc() {}

  /**
   * Area of one score against a yes/no label.
   *
   * @param scores [rows], higher means more likely positive
   * @param positive [rows]
   * @param weights [rows], or null for weight 1
   * @throws IllegalArgumentException if a score is NaN, a weight is negative or not finite, the
   *     lengths differ, or one of the two classes has no weight
   */
  public static double binary(double[] scores, boolean[] positive, double[] weights) {
    int rows = scores.length;
    if (positive.length != rows || (weights != null && weights.length != rows)) {
      throw new IllegalArgumentException(
          "scores, labels and weights differ in length: "
              + rows
              + ", "
              + positive.length
              + (weights == null ? "" : ", " + weights.length));
    }
    Scored[] ranked = new Scored[rows];
    for (int i = 0; i < rows; i++) {
      double weight = weights == null ? 1 : weights[i];
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("the score of row " + i + " is NaN");
      }
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "the weight of row " + i + " is " + weight + "; weights are finite and not negative");
      }
      // Adding 0.0 makes -0.0 equal to 0.0.
      ranked[i] = new Scored(scores[i] + 0.0, positive[i] ? weight : 0, positive[i] ? 0 : weight);
    }
    Arrays.sort(ranked, Comparator.comparingDouble(Scored::score));
    RankSum sum = new RankSum();
    for (int from = 0, to; from < rows; from = to) {
      double tiedPositive = 0;
      double tiedNegative = 0;
      for (to = from; to < rows && ranked[to].score == ranked[from].score; to++) {
        tiedPositive += ranked[to].positive;
        tiedNegative += ranked[to].negative;
      }
      sum.addTie(tiedPositive, tiedNegative);
    }
    if (!(sum.positive() > 0) || !(sum.negative() > 0)) {
      throw new IllegalArgumentException(
          "AUROC needs rows of both classes; positive rows weigh "
              + sum.positive()
              + ", negative rows "
              + sum.negative());
    }
    return sum.area();
  }

  /**
   * Area of each class against all others.
   *
   * @param scores [rows, classes], column c higher means more likely class c
   * @param labels [rows], each in [0, classes)
   * @param weights [rows], or null for weight 1
   * @return [classes]
   * @throws IllegalArgumentException as {@link #binary} does, or if a label is out of range
   */
  public static double[] oneVersusRest(double[][] scores, int[] labels, double[] weights) {
    if (scores.length == 0 || scores.length != labels.length) {
      throw new IllegalArgumentException(
          "there are " + scores.length + " rows of scores and " + labels.length + " labels");
    }
    int classes = scores[0].length;
    double[] areas = new double[classes];
    double[] column = new double[scores.length];
    boolean[] positive = new boolean[scores.length];
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < scores.length; i++) {
        if (scores[i].length != classes) {
          throw new IllegalArgumentException(
              "row " + i + " has " + scores[i].length + " scores, row 0 has " + classes);
        }
        if (labels[i] < 0 || labels[i] >= classes) {
          throw new IllegalArgumentException(
              "the label of row " + i + " is " + labels[i] + ", not in [0, " + classes + ")");
        }
        column[i] = scores[i][c];
        positive[i] = labels[i] == c;
      }
      areas[c] = binary(column, positive, weights);
    }
    return areas;
  }

  /** Mean of {@link #oneVersusRest} over the classes, each counting the same. */
  public static double macro(double[][] scores, int[] labels, double[] weights) {
    return Arrays.stream(oneVersusRest(scores, labels, weights)).average().orElseThrow();
  }

  /**
   * Log odds of one class under softmax: logit of class c minus the log-sum-exp of the others. It
   * ranks rows exactly as the class's probability does, and keeps apart rows whose probability
   * rounds to 1.
   *
   * @param logits [classes], at least two
   */
  public static double logOdds(double[] logits, int c) {
    double top = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < logits.length; j++) {
      if (j != c) {
        top = Math.max(top, logits[j]);
      }
    }
    double sum = 0;
    for (int j = 0; j < logits.length; j++) {
      if (j != c) {
        sum += Math.exp(logits[j] - top);
      }
    }
    return logits[c] - top - Math.log(sum);
  }

  private record Scored(double score, double positive, double negative) {}
}
