package io.lanistr.training;

import java.util.function.ToDoubleFunction;

/**
 * Judges the network after each epoch on the driver, keeps the best one, and ends a training that
 * no longer gets better (Prechelt, "Early stopping - but when?", 1998).
 *
 * @param metric of a network, for instance over validation rows
 * @param name what the metric is called
 * @param rows what tells the rows it is measured on from others; empty if nothing is known
 * @param largerIsBetter whether it is to grow
 * @param patience epochs in a row without improvement after which training ends; 0 for none: all
 *     epochs are made, and the best network is kept
 * @param minImprovement what counts as one
 */
public record EarlyStopping(
    ToDoubleFunction<TrainedNetwork> metric,
    String name,
    String rows,
    boolean largerIsBetter,
    int patience,
    double minImprovement) {

  public EarlyStopping {
    if (patience < 0 || !(minImprovement >= 0)) {
      throw new IllegalArgumentException(
          "patience and the least improvement must not be negative: "
              + patience
              + ", "
              + minImprovement);
    }
  }

  /** Whether a value is better than the best before it by enough to count. */
  public boolean improves(double value, double best) {
    if (Double.isNaN(best)) {
      return !Double.isNaN(value);
    }
    return largerIsBetter ? value > best + minImprovement : value < best - minImprovement;
  }
}
