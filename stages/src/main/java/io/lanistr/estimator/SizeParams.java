package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** Sizes of the network: those of its encoders and of the fusion that joins them. */
public interface SizeParams<T> extends EncoderParams<T>, CheckpointParams<T> {
  static void define(ParamRegistry registry) {
    EncoderParams.define(registry);
    CheckpointParams.define(registry);
    registry.integer(
        "hiddenDim",
        "width of the fusion and of the projections into it; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "fusionLayers",
        "layers of the fusion; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "fusionHeads",
        "attention heads of the fusion; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.choice(
        "fusionTokens",
        "tokens of each modality that the fusion sees: all, or one that sums it up, which needs"
            + " fewer labels and is faster",
        List.of("all", "summary"));
    registry.flag(
        "missingTokens",
        "whether the fusion sees a learned token in the place of a modality that a row lacks",
        false);
    registry.number(
        "dropout",
        "share of the encoders' and the fusion's activations that is zeroed in training",
        ParamValidators.inRange(0, 1, true, false),
        0.1);
  }

  default IntParam hiddenDim() {
    return registry().get("hiddenDim");
  }

  default int getHiddenDim() {
    return isDefined(hiddenDim()) ? (int) getOrDefault(hiddenDim()) : sizes().fusion().hidden();
  }

  /** Width of the fusion and of the projections into it. Default is that of the size. */
  default T setHiddenDim(int value) {
    return with(hiddenDim(), value);
  }

  default IntParam fusionLayers() {
    return registry().get("fusionLayers");
  }

  default int getFusionLayers() {
    return isDefined(fusionLayers())
        ? (int) getOrDefault(fusionLayers())
        : sizes().fusion().layers();
  }

  /** Layers of the fusion. Default is that of the size. */
  default T setFusionLayers(int value) {
    return with(fusionLayers(), value);
  }

  default IntParam fusionHeads() {
    return registry().get("fusionHeads");
  }

  default int getFusionHeads() {
    return isDefined(fusionHeads()) ? (int) getOrDefault(fusionHeads()) : sizes().fusion().heads();
  }

  /** Attention heads of the fusion. Default is that of the size. */
  default T setFusionHeads(int value) {
    return with(fusionHeads(), value);
  }

  default Param<String> fusionTokens() {
    return registry().get("fusionTokens");
  }

  default String getFusionTokens() {
    return getOrDefault(fusionTokens());
  }

  /**
   * Tokens of each modality that the fusion sees: "all", as in the paper, or "summary", one that
   * sums it up, which needs fewer labels and is faster. Default is "all".
   */
  default T setFusionTokens(String value) {
    return with(fusionTokens(), value);
  }

  default BooleanParam missingTokens() {
    return registry().get("missingTokens");
  }

  default boolean getMissingTokens() {
    return (boolean) getOrDefault(missingTokens());
  }

  /**
   * Whether the fusion sees a learned token in the place of a modality that a row lacks, so that
   * absence itself can tell something. Default is false: what is missing is left out of attention.
   */
  default T setMissingTokens(boolean value) {
    return with(missingTokens(), value);
  }

  default DoubleParam dropout() {
    return registry().get("dropout");
  }

  default double getDropout() {
    return (double) getOrDefault(dropout());
  }

  /**
   * Share of the encoders' and the fusion's activations that is zeroed in training. Default is 0.1.
   */
  default T setDropout(double value) {
    return with(dropout(), value);
  }

  /** The Params that a pretrained network answers by itself: all of this interface but dropout. */
  default List<Param<?>> sizeParams() {
    return List.of(
        size(),
        hiddenDim(),
        fusionLayers(),
        fusionHeads(),
        textHiddenDim(),
        textLayers(),
        textHeads(),
        imageHiddenDim(),
        imageLayers(),
        imageHeads(),
        imagePatchSize(),
        seriesHiddenDim(),
        seriesLayers(),
        seriesHeads(),
        tableDim(),
        tableSteps(),
        categoryDim(),
        imageOverview(),
        tableOverviewDim(),
        fusionTokens(),
        missingTokens());
  }
}
