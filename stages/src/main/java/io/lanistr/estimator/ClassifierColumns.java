package io.lanistr.estimator;

import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.Param;

/** The columns that a classification model adds. An empty name leaves a column out. */
public interface ClassifierColumns<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.string(
        "rawPredictionCol", "vector column of logits; empty: not made", "rawPrediction");
    registry.string(
        "probabilityCol", "vector column of probabilities; empty: not made", "probability");
    registry.string(
        "predictionCol", "column of the predicted class; empty: not made", "prediction");
    registry.string(
        "attentionCol",
        "vector column of how much the fusion attends to its own token and to each modality, in"
            + " shares of 1; empty: not made",
        "");
    registry.numbers(
        "thresholds",
        "one per class, not negative and at most one of them 0; the class with the largest"
            + " probability/threshold is predicted",
        new Thresholds());
  }

  default Param<String> rawPredictionCol() {
    return registry().get("rawPredictionCol");
  }

  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  /** Vector column of logits. Default is "rawPrediction". */
  default T setRawPredictionCol(String value) {
    return with(rawPredictionCol(), value);
  }

  default Param<String> probabilityCol() {
    return registry().get("probabilityCol");
  }

  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  /** Vector column of probabilities. Default is "probability". */
  default T setProbabilityCol(String value) {
    return with(probabilityCol(), value);
  }

  default Param<String> predictionCol() {
    return registry().get("predictionCol");
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  /** Column of the predicted class. Default is "prediction". */
  default T setPredictionCol(String value) {
    return with(predictionCol(), value);
  }

  default Param<String> attentionCol() {
    return registry().get("attentionCol");
  }

  default String getAttentionCol() {
    return getOrDefault(attentionCol());
  }

  /**
   * Vector column of how much of a row's attention goes where: to the fusion's own CLS token, and
   * to each modality, as the column's metadata names them; the shares sum to 1. Default is none.
   */
  default T setAttentionCol(String value) {
    return with(attentionCol(), value);
  }

  default DoubleArrayParam thresholds() {
    return registry().get("thresholds");
  }

  default double[] getThresholds() {
    return getOrDefault(thresholds());
  }

  /**
   * One threshold per class, not negative and at most one of them 0: the class with the largest
   * probability divided by its threshold is predicted. Default is none: the most probable class.
   */
  default T setThresholds(double[] value) {
    return with(thresholds(), value);
  }
}
