package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** Where the labels to learn from are, and where the network starts from. */
public interface FineTuningParams<T> extends SizeParams<T> {
  static void define(ParamRegistry registry) {
    registry.string("labelCol", "column of the labels", "label");
    registry.string("weightCol", "numeric column of row weights; empty: every row weighs 1", "");
    registry.choice(
        "unlabelledPolicy",
        "what to do with training rows that have no label",
        List.of("skip", "error"));
    registry.choice(
        "initialization",
        "where the network starts from: auto is a pretrained one if there is one, random never is",
        List.of("auto", "random"));
    registry.string(
        "pretrainedPath",
        "folder of a saved LanistrPretrainedModel whose weights to start from; empty: those of"
            + " the pretrained model that this table has passed through, if any",
        "");
    registry.integer(
        "unfreezeEvery",
        "epochs after which the next of head, fusion, projections and encoders, in this order, is"
            + " trained too; 0: all are from the start",
        ParamValidators.gtEq(0),
        0);
    registry.number(
        "pretrainedLearningRateFactor",
        "factor on the learning rate of all parts that were pretrained, which is all but the head;"
            + " networks that start anew don't know it",
        ParamValidators.gtEq(0),
        1.0);
    registry.integer(
        "classifierDim",
        "width of the head's two hidden layers; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.number(
        "classifierDropout",
        "share of the head's hidden activations that is zeroed in training",
        ParamValidators.inRange(0, 1, true, false),
        0.5);
    registry.flag(
        "headShortcut",
        "whether the encoders' states reach the outputs past the fusion too, by one hidden layer of"
            + " width classifierDim, which learns from few labels",
        false);
  }

  default IntParam unfreezeEvery() {
    return registry().get("unfreezeEvery");
  }

  default int getUnfreezeEvery() {
    return (int) getOrDefault(unfreezeEvery());
  }

  /**
   * Gradual unfreezing (Howard and Ruder, arXiv:1801.06146): the head is trained first, after so
   * many epochs the fusion too, after as many again the projections, and then the encoders. Default
   * is 0: everything is trained from the start.
   */
  default T setUnfreezeEvery(int value) {
    return with(unfreezeEvery(), value);
  }

  default DoubleParam pretrainedLearningRateFactor() {
    return registry().get("pretrainedLearningRateFactor");
  }

  default double getPretrainedLearningRateFactor() {
    return (double) getOrDefault(pretrainedLearningRateFactor());
  }

  /**
   * Factor on the learning rate of all parts that were pretrained, which is all but the head
   * (discriminative fine-tuning, Howard and Ruder, arXiv:1801.06146): below 1, few labels don't
   * undo what many rows have taught. A network that starts anew doesn't know it. Default is 1.
   */
  default T setPretrainedLearningRateFactor(double value) {
    return with(pretrainedLearningRateFactor(), value);
  }

  default IntParam classifierDim() {
    return registry().get("classifierDim");
  }

  default int getClassifierDim() {
    return isDefined(classifierDim())
        ? (int) getOrDefault(classifierDim())
        : sizes().classifierDim();
  }

  /** Width of the head's two hidden layers. Default is that of the size. */
  default T setClassifierDim(int value) {
    return with(classifierDim(), value);
  }

  default DoubleParam classifierDropout() {
    return registry().get("classifierDropout");
  }

  default double getClassifierDropout() {
    return (double) getOrDefault(classifierDropout());
  }

  /** Share of the head's hidden activations that is zeroed in training. Default is 0.5. */
  default T setClassifierDropout(double value) {
    return with(classifierDropout(), value);
  }

  default BooleanParam headShortcut() {
    return registry().get("headShortcut");
  }

  default boolean getHeadShortcut() {
    return (boolean) getOrDefault(headShortcut());
  }

  /**
   * Whether the encoders' states reach the outputs past the fusion too, by one hidden layer of
   * width {@code classifierDim}, which learns from a few hundred labels what the modalities say
   * side by side. Default is false, as in the paper.
   */
  default T setHeadShortcut(boolean value) {
    return with(headShortcut(), value);
  }

  default Param<String> labelCol() {
    return registry().get("labelCol");
  }

  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  /** Column of the labels; what they are is the estimator's to say. Default is "label". */
  default T setLabelCol(String value) {
    return with(labelCol(), value);
  }

  default Param<String> weightCol() {
    return registry().get("weightCol");
  }

  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** Numeric column of row weights. Default is none: every row weighs 1. */
  default T setWeightCol(String value) {
    return with(weightCol(), value);
  }

  default Param<String> unlabelledPolicy() {
    return registry().get("unlabelledPolicy");
  }

  default String getUnlabelledPolicy() {
    return getOrDefault(unlabelledPolicy());
  }

  /** "skip" or "error": what to do with training rows that have no label. Default is "skip". */
  default T setUnlabelledPolicy(String value) {
    return with(unlabelledPolicy(), value);
  }

  default Param<String> initialization() {
    return registry().get("initialization");
  }

  default String getInitialization() {
    return getOrDefault(initialization());
  }

  /**
   * "auto" starts from a pretrained network if there is one, "random" never does. Default is
   * "auto".
   */
  default T setInitialization(String value) {
    return with(initialization(), value);
  }

  default Param<String> pretrainedPath() {
    return registry().get("pretrainedPath");
  }

  default String getPretrainedPath() {
    return getOrDefault(pretrainedPath());
  }

  /**
   * Folder of a saved LanistrPretrainedModel whose weights to start from. Default is none: those of
   * the pretrained model that this table has passed through, if any.
   */
  default T setPretrainedPath(String value) {
    return with(pretrainedPath(), value);
  }
}
