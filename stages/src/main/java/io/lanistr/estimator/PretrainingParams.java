package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** The losses of pretraining and what is hidden from the network. */
public interface PretrainingParams<T> extends SizeParams<T> {
  static void define(ParamRegistry registry) {
    registry.choice(
        "similarityLoss",
        "similarity is the paper's: a row's masked and unmasked tokens predict each other;"
            + " contrastive: two parts of a row's modalities find each other among other rows",
        List.of("similarity", "contrastive"));
    registry.number(
        "similarityTemperature",
        "what cosines are divided by in the contrastive loss: the smaller, the more the nearest"
            + " other rows count",
        ParamValidators.gt(0),
        0.2);
    registry.flag(
        "similarityBatchNorm",
        "whether the projector of the similarity loss normalises over the tokens of a step, as"
            + " SimSiam does and the paper does not",
        false);
    registry.number(
        "mlmWeight", "weight of the masked language loss", ParamValidators.gtEq(0), 1.0);
    registry.number("mimWeight", "weight of the masked image loss", ParamValidators.gtEq(0), 1.0);
    registry.number(
        "mtmWeight", "weight of the masked time-series loss", ParamValidators.gtEq(0), 0.1);
    registry.number(
        "mfmWeight", "weight of the masked table-feature loss", ParamValidators.gtEq(0), 1.0);
    registry.number(
        "mmmWeight",
        "weight of the similarity loss between the masked and the unmasked row",
        ParamValidators.gtEq(0),
        1.0);
    registry.number(
        "textMaskRatio",
        "share of a text's tokens that are hidden",
        ParamValidators.inRange(0, 1, true, false),
        0.15);
    registry.number(
        "imageMaskRatio",
        "share of an image's patches that are hidden",
        ParamValidators.inRange(0, 1),
        0.5);
    registry.number(
        "seriesMaskRatio",
        "share of each series channel's steps that are hidden",
        ParamValidators.inRange(0, 1, true, false),
        0.15);
    registry.number(
        "seriesMaskLength",
        "mean number of consecutive steps hidden in a series",
        ParamValidators.gtEq(1),
        3.0);
    registry.number(
        "tableMaskRatio",
        "share of the table's features that are hidden",
        ParamValidators.inRange(0, 1, true, false),
        0.15);
    registry.flag(
        "tableMaskWholeColumns",
        "whether all elements of a category's embedding are hidden together, rather than each by"
            + " itself as in the paper's code",
        false);
    registry.integer(
        "similarityDim",
        "width of the similarity loss's projections; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "predictorDim",
        "width inside the similarity loss's predictor; undefined: that of the size",
        ParamValidators.gt(0),
        null);
  }

  default IntParam similarityDim() {
    return registry().get("similarityDim");
  }

  default int getSimilarityDim() {
    return isDefined(similarityDim())
        ? (int) getOrDefault(similarityDim())
        : sizes().similarityDim();
  }

  /** Width of the similarity loss's projections. Default is that of the size. */
  default T setSimilarityDim(int value) {
    return with(similarityDim(), value);
  }

  default IntParam predictorDim() {
    return registry().get("predictorDim");
  }

  default int getPredictorDim() {
    return isDefined(predictorDim()) ? (int) getOrDefault(predictorDim()) : sizes().predictorDim();
  }

  /** Width inside the similarity loss's predictor. Default is that of the size. */
  default T setPredictorDim(int value) {
    return with(predictorDim(), value);
  }

  default Param<String> similarityLoss() {
    return registry().get("similarityLoss");
  }

  default String getSimilarityLoss() {
    return getOrDefault(similarityLoss());
  }

  /**
   * "similarity", as in the paper: a row's masked and unmasked tokens predict each other; or
   * "contrastive": two parts of a row's modalities find each other among other rows, which brings
   * out what modalities have in common and suits few rows. Default is "similarity".
   */
  default T setSimilarityLoss(String value) {
    return with(similarityLoss(), value);
  }

  default DoubleParam similarityTemperature() {
    return registry().get("similarityTemperature");
  }

  default double getSimilarityTemperature() {
    return (double) getOrDefault(similarityTemperature());
  }

  /** What cosines are divided by in the contrastive loss. Default is 0.2. */
  default T setSimilarityTemperature(double value) {
    return with(similarityTemperature(), value);
  }

  default BooleanParam similarityBatchNorm() {
    return registry().get("similarityBatchNorm");
  }

  default boolean getSimilarityBatchNorm() {
    return (boolean) getOrDefault(similarityBatchNorm());
  }

  /**
   * Whether the projector of the similarity loss normalises over the tokens of a step, as SimSiam
   * does and the paper does not. Default is false.
   */
  default T setSimilarityBatchNorm(boolean value) {
    return with(similarityBatchNorm(), value);
  }

  default DoubleParam mlmWeight() {
    return registry().get("mlmWeight");
  }

  default double getMlmWeight() {
    return (double) getOrDefault(mlmWeight());
  }

  /** Weight of the masked language loss. Default is 1. */
  default T setMlmWeight(double value) {
    return with(mlmWeight(), value);
  }

  default DoubleParam mimWeight() {
    return registry().get("mimWeight");
  }

  default double getMimWeight() {
    return (double) getOrDefault(mimWeight());
  }

  /** Weight of the masked image loss. Default is 1. */
  default T setMimWeight(double value) {
    return with(mimWeight(), value);
  }

  default DoubleParam mtmWeight() {
    return registry().get("mtmWeight");
  }

  default double getMtmWeight() {
    return (double) getOrDefault(mtmWeight());
  }

  /** Weight of the masked time-series loss. Default is 0.1. */
  default T setMtmWeight(double value) {
    return with(mtmWeight(), value);
  }

  default DoubleParam mfmWeight() {
    return registry().get("mfmWeight");
  }

  default double getMfmWeight() {
    return (double) getOrDefault(mfmWeight());
  }

  /** Weight of the masked table-feature loss. Default is 1. */
  default T setMfmWeight(double value) {
    return with(mfmWeight(), value);
  }

  default DoubleParam mmmWeight() {
    return registry().get("mmmWeight");
  }

  default double getMmmWeight() {
    return (double) getOrDefault(mmmWeight());
  }

  /** Weight of the similarity loss between the masked and the unmasked row. Default is 1. */
  default T setMmmWeight(double value) {
    return with(mmmWeight(), value);
  }

  default DoubleParam textMaskRatio() {
    return registry().get("textMaskRatio");
  }

  default double getTextMaskRatio() {
    return (double) getOrDefault(textMaskRatio());
  }

  /** Share of a text's tokens that are hidden. Default is 0.15. */
  default T setTextMaskRatio(double value) {
    return with(textMaskRatio(), value);
  }

  default DoubleParam imageMaskRatio() {
    return registry().get("imageMaskRatio");
  }

  default double getImageMaskRatio() {
    return (double) getOrDefault(imageMaskRatio());
  }

  /** Share of an image's patches that are hidden. Default is 0.5. */
  default T setImageMaskRatio(double value) {
    return with(imageMaskRatio(), value);
  }

  default DoubleParam seriesMaskRatio() {
    return registry().get("seriesMaskRatio");
  }

  default double getSeriesMaskRatio() {
    return (double) getOrDefault(seriesMaskRatio());
  }

  /** Share of each series channel's steps that are hidden. Default is 0.15. */
  default T setSeriesMaskRatio(double value) {
    return with(seriesMaskRatio(), value);
  }

  default DoubleParam seriesMaskLength() {
    return registry().get("seriesMaskLength");
  }

  default double getSeriesMaskLength() {
    return (double) getOrDefault(seriesMaskLength());
  }

  /** Mean number of consecutive steps hidden in a series. Default is 3. */
  default T setSeriesMaskLength(double value) {
    return with(seriesMaskLength(), value);
  }

  default DoubleParam tableMaskRatio() {
    return registry().get("tableMaskRatio");
  }

  default double getTableMaskRatio() {
    return (double) getOrDefault(tableMaskRatio());
  }

  /** Share of the table's features that are hidden. Default is 0.15. */
  default T setTableMaskRatio(double value) {
    return with(tableMaskRatio(), value);
  }

  default BooleanParam tableMaskWholeColumns() {
    return registry().get("tableMaskWholeColumns");
  }

  default boolean getTableMaskWholeColumns() {
    return (boolean) getOrDefault(tableMaskWholeColumns());
  }

  /** Whether all elements of a category's embedding are hidden together. Default is false. */
  default T setTableMaskWholeColumns(boolean value) {
    return with(tableMaskWholeColumns(), value);
  }
}
