package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** Which rows judge a network while it is trained, and when training ends for it. */
public interface EarlyStoppingParams<T> extends StageParams<T> {
  static void define(ParamRegistry registry, List<String> metrics) {
    registry.string(
        "validationIndicatorCol",
        "boolean column that is true for rows which are not trained on but judge the network after"
            + " each epoch, the best of which is kept; empty: no such rows",
        "");
    registry.choice("validationMetric", "what validation rows are judged by", metrics);
    registry.integer(
        "patience",
        "epochs in a row without improvement after which training ends; 0: it never ends early",
        ParamValidators.gtEq(0),
        0);
    registry.number(
        "minImprovement",
        "by how much the metric has to be better than its best to count as an improvement",
        ParamValidators.gtEq(0),
        0.0);
  }

  default Param<String> validationIndicatorCol() {
    return registry().get("validationIndicatorCol");
  }

  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /**
   * Boolean column that is true for validation rows: they are not trained on but judge the network
   * after each epoch, and the network of the best epoch is kept. Default is none.
   */
  default T setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  default Param<String> validationMetric() {
    return registry().get("validationMetric");
  }

  default String getValidationMetric() {
    return getOrDefault(validationMetric());
  }

  /** What validation rows are judged by; {@code explainParam} lists the names. */
  default T setValidationMetric(String value) {
    return with(validationMetric(), value);
  }

  default IntParam patience() {
    return registry().get("patience");
  }

  default int getPatience() {
    return (int) getOrDefault(patience());
  }

  /**
   * Epochs in a row without improvement after which training ends. Default is 0: all epochs are
   * made, and the best is kept.
   */
  default T setPatience(int value) {
    return with(patience(), value);
  }

  default DoubleParam minImprovement() {
    return registry().get("minImprovement");
  }

  default double getMinImprovement() {
    return (double) getOrDefault(minImprovement());
  }

  /** By how much the metric has to be better than its best to count. Default is 0. */
  default T setMinImprovement(double value) {
    return with(minImprovement(), value);
  }
}
