package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** Which classes there are, and how much each counts. */
public interface ClassificationParams<T> extends FineTuningParams<T> {
  static void define(ParamRegistry registry) {
    FineTuningParams.define(registry);
    registry.integer(
        "numClasses",
        "number of classes; 0: from the label column's metadata, else the largest label plus one",
        ParamValidators.gtEq(0),
        0);
    registry.choice(
        "classWeighting",
        "none, or balanced: all classes together weigh the same, however many rows each has",
        List.of("none", "balanced"));
    registry.numbers(
        "classWeights",
        "factor on the weights of each class's labelled rows; undefined: that of classWeighting",
        new ClassWeights.Valid());
    registry.number(
        "labelSmoothing",
        "share of each label that is spread over all classes",
        ParamValidators.inRange(0, 1, true, false),
        0.0);
    registry.number(
        "focalGamma",
        "how much less rows count that are classified well (focal loss); 0: not at all",
        ParamValidators.gtEq(0),
        0.0);
  }

  default IntParam numClasses() {
    return registry().get("numClasses");
  }

  default int getNumClasses() {
    return (int) getOrDefault(numClasses());
  }

  /** Number of classes; 0 takes it from the label column. Default is 0. */
  default T setNumClasses(int value) {
    return with(numClasses(), value);
  }

  default Param<String> classWeighting() {
    return registry().get("classWeighting");
  }

  default String getClassWeighting() {
    return getOrDefault(classWeighting());
  }

  /**
   * "none", or "balanced": the labelled rows of each class together weigh as much as those of any
   * other. Default is "none".
   */
  default T setClassWeighting(String value) {
    return with(classWeighting(), value);
  }

  default DoubleArrayParam classWeights() {
    return registry().get("classWeights");
  }

  default double[] getClassWeights() {
    return getOrDefault(classWeights());
  }

  /**
   * Factors on the weights of each class's labelled rows, one a class, positive. Default is none.
   */
  default T setClassWeights(double[] value) {
    return with(classWeights(), value);
  }

  default DoubleParam labelSmoothing() {
    return registry().get("labelSmoothing");
  }

  default double getLabelSmoothing() {
    return (double) getOrDefault(labelSmoothing());
  }

  /**
   * Share of each label that is spread over all classes, in [0, 1) (Szegedy et al.,
   * arXiv:1512.00567, section 7). Default is 0.
   */
  default T setLabelSmoothing(double value) {
    return with(labelSmoothing(), value);
  }

  default DoubleParam focalGamma() {
    return registry().get("focalGamma");
  }

  default double getFocalGamma() {
    return (double) getOrDefault(focalGamma());
  }

  /**
   * How much less rows count that are classified well: the focal loss (Lin et al.,
   * arXiv:1708.02002), for rare classes; 2 is usual. Default is 0: cross entropy.
   */
  default T setFocalGamma(double value) {
    return with(focalGamma(), value);
  }
}
