package io.lanistr.network.config;

import java.util.Objects;

/**
 * Multi-layer perceptron on the fusion's CLS token: two hidden layers with ReLU and dropout. Beside
 * it, where asked for, a way past the fusion: one hidden layer over all encoders' states.
 *
 * @param hidden width of both hidden layers
 * @param outputs number of classes, labels or numbers
 * @param dropout probability of zeroing a hidden element in training
 * @param shortcut whether there is the way past the fusion
 * @param loss by which it learns
 */
public record ClassifierConfig(
    int hidden, int outputs, float dropout, boolean shortcut, TargetLoss loss) {

  public ClassifierConfig {
    Checks.positive("hidden", hidden);
    Checks.positive("outputs", outputs);
    Checks.probability("dropout", dropout);
    Objects.requireNonNull(loss, "loss");
    if (loss instanceof TargetLoss.Classes && outputs < 2) {
      throw new IllegalArgumentException("at least 2 classes are needed, got " + outputs);
    }
  }

  /** Classes, by cross entropy. */
  public ClassifierConfig(int hidden, int classes, float dropout) {
    this(hidden, classes, dropout, false, TargetLoss.CROSS_ENTROPY);
  }
}
