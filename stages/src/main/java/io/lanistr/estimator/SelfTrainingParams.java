package io.lanistr.estimator;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamValidators;

/** How a classifier learns from rows without labels. */
public interface SelfTrainingParams<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.integer(
        "selfTrainingRounds",
        "how often the unlabelled rows are labelled by what was learned so far and learned from;"
            + " 0: never",
        ParamValidators.gtEq(0),
        0);
    registry.integer(
        "selfTrainingEpochs",
        "passes over labelled and unlabelled rows in each round of self-training",
        ParamValidators.gt(0),
        15);
    registry.integer(
        "selfTrainingBatchSize",
        "rows of one step of self-training, over all executors together",
        ParamValidators.gt(0),
        128);
    registry.number(
        "selfTrainingThreshold",
        "unlabelled rows whose class is less probable than this are left out of a round",
        ParamValidators.inRange(0, 1),
        0.5);
    registry.number(
        "selfTrainingWeight",
        "weight of an unlabelled row beside that of a labelled one, before it is multiplied by the"
            + " square of its class's probability",
        ParamValidators.gt(0),
        1.0 / 3);
  }

  default IntParam selfTrainingRounds() {
    return registry().get("selfTrainingRounds");
  }

  default int getSelfTrainingRounds() {
    return (int) getOrDefault(selfTrainingRounds());
  }

  /**
   * How often the unlabelled rows are labelled by what was learned so far and learned from. Default
   * is 0: never.
   */
  default T setSelfTrainingRounds(int value) {
    return with(selfTrainingRounds(), value);
  }

  default IntParam selfTrainingEpochs() {
    return registry().get("selfTrainingEpochs");
  }

  default int getSelfTrainingEpochs() {
    return (int) getOrDefault(selfTrainingEpochs());
  }

  /** Passes over labelled and unlabelled rows in each round of self-training. Default is 15. */
  default T setSelfTrainingEpochs(int value) {
    return with(selfTrainingEpochs(), value);
  }

  default IntParam selfTrainingBatchSize() {
    return registry().get("selfTrainingBatchSize");
  }

  default int getSelfTrainingBatchSize() {
    return (int) getOrDefault(selfTrainingBatchSize());
  }

  /** Rows of one step of self-training, over all executors together. Default is 128. */
  default T setSelfTrainingBatchSize(int value) {
    return with(selfTrainingBatchSize(), value);
  }

  default DoubleParam selfTrainingThreshold() {
    return registry().get("selfTrainingThreshold");
  }

  default double getSelfTrainingThreshold() {
    return (double) getOrDefault(selfTrainingThreshold());
  }

  /**
   * Unlabelled rows whose class is less probable than this are left out of a round. Default is 0.5.
   */
  default T setSelfTrainingThreshold(double value) {
    return with(selfTrainingThreshold(), value);
  }

  default DoubleParam selfTrainingWeight() {
    return registry().get("selfTrainingWeight");
  }

  default double getSelfTrainingWeight() {
    return (double) getOrDefault(selfTrainingWeight());
  }

  /**
   * Weight of an unlabelled row beside that of a labelled one, before it is multiplied by the
   * square of its class's probability. Default is 1/3.
   */
  default T setSelfTrainingWeight(double value) {
    return with(selfTrainingWeight(), value);
  }
}
