package io.lanistr.network.config;

/**
 * Multi-layer perceptron on the fusion's CLS token: two hidden layers with ReLU and dropout.
 *
 * @param hidden width of both hidden layers
 * @param classes number of classes
 * @param dropout probability of zeroing a hidden element in training
 */
public record ClassifierConfig(int hidden, int classes, float dropout) {

  public ClassifierConfig {
    Checks.positive("hidden", hidden);
    if (classes < 2) {
      throw new IllegalArgumentException("at least 2 classes are needed, got " + classes);
    }
    Checks.probability("dropout", dropout);
  }
}
