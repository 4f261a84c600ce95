package io.lanistr.evaluation;

/**
 * Running area under the ROC curve over rows in ascending order of score, tie by tie.
 *
 * <p>The area is the Mann-Whitney statistic: the weight of all (positive, negative) pairs in which
 * the positive scores higher, a tie counting one half. Two sums over neighbouring ranges of scores
 * can be joined, which is what makes it distributable.
 */
final class RankSum {
  private double pairs;
  private double positive;
  private double negative;

  RankSum() {}

  RankSum(double pairs, double positive, double negative) {
    this.pairs = pairs;
    this.positive = positive;
    this.negative = negative;
  }

  /** Adds all rows of the next higher score: the weights of its positive and negative rows. */
  void addTie(double tiedPositive, double tiedNegative) {
    pairs += tiedPositive * (negative + 0.5 * tiedNegative);
    positive += tiedPositive;
    negative += tiedNegative;
  }

  /** Appends a range of scores that all lie above the ones seen so far. */
  void append(RankSum higher) {
    pairs += higher.pairs + higher.positive * negative;
    positive += higher.positive;
    negative += higher.negative;
  }

  /** Weight of the pairs ranked rightly. */
  double pairs() {
    return pairs;
  }

  double positive() {
    return positive;
  }

  double negative() {
    return negative;
  }

  /** Share of the pairs ranked rightly; only meaningful when both weights are positive. */
  double area() {
    return pairs / (positive * negative);
  }
}
