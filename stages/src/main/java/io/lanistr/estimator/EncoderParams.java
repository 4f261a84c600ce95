package io.lanistr.estimator;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/**
 * Sizes of the modalities' encoders: a named preset for the whole network, any part of which can be
 * overridden. What the input fixes (vocabulary, channels, table columns) comes from the multimodal
 * column instead.
 */
public interface EncoderParams<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.choice(
        "size", "sizes of the network, each of which can be set by itself", NetworkSizes.NAMES);
    registry.integer(
        "textHiddenDim",
        "width of the text encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "textLayers",
        "layers of the text encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "textHeads",
        "attention heads of the text encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "imageHiddenDim",
        "width of the image encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "imageLayers",
        "layers of the image encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "imageHeads",
        "attention heads of the image encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "imagePatchSize",
        "side of an image patch in pixels; undefined: the largest common divisor of the image's"
            + " sides that is not above that of the size",
        ParamValidators.gt(0),
        null);
    registry.flag(
        "imageOverview",
        "whether an image's first token starts from the whole picture at a low resolution; helps"
            + " when images are few",
        false);
    registry.integer(
        "seriesHiddenDim",
        "width of the time-series encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "seriesLayers",
        "layers of the time-series encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "seriesHeads",
        "attention heads of the time-series encoder; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "tableDim",
        "width of the table encoder's decision and attention vectors; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "tableSteps",
        "decision steps of the table encoder; 0: none, the perceptron of tableOverviewDim encodes"
            + " tables alone; undefined: that of the size",
        ParamValidators.gtEq(0),
        null);
    registry.integer(
        "categoryDim",
        "width of a table category's embedding; undefined: that of the size",
        ParamValidators.gt(0),
        null);
    registry.integer(
        "tableOverviewDim",
        "width of the hidden layer of a perceptron that joins the table encoder and learns from"
            + " fewer rows; 0: none",
        ParamValidators.gtEq(0),
        0);
  }

  default Param<String> size() {
    return registry().get("size");
  }

  default String getSize() {
    return getOrDefault(size());
  }

  /**
   * "tiny" (tests), "small" (thousands of rows), "medium" (tens of thousands) or "base" (the
   * paper). Default is "small".
   */
  default T setSize(String value) {
    return with(size(), value);
  }

  default IntParam textHiddenDim() {
    return registry().get("textHiddenDim");
  }

  default int getTextHiddenDim() {
    return isDefined(textHiddenDim())
        ? (int) getOrDefault(textHiddenDim())
        : sizes().text().hidden();
  }

  /** Width of the text encoder. Default is that of the size. */
  default T setTextHiddenDim(int value) {
    return with(textHiddenDim(), value);
  }

  default IntParam textLayers() {
    return registry().get("textLayers");
  }

  default int getTextLayers() {
    return isDefined(textLayers()) ? (int) getOrDefault(textLayers()) : sizes().text().layers();
  }

  /** Layers of the text encoder. Default is that of the size. */
  default T setTextLayers(int value) {
    return with(textLayers(), value);
  }

  default IntParam textHeads() {
    return registry().get("textHeads");
  }

  default int getTextHeads() {
    return isDefined(textHeads()) ? (int) getOrDefault(textHeads()) : sizes().text().heads();
  }

  /** Attention heads of the text encoder. Default is that of the size. */
  default T setTextHeads(int value) {
    return with(textHeads(), value);
  }

  default IntParam imageHiddenDim() {
    return registry().get("imageHiddenDim");
  }

  default int getImageHiddenDim() {
    return isDefined(imageHiddenDim())
        ? (int) getOrDefault(imageHiddenDim())
        : sizes().image().hidden();
  }

  /** Width of the image encoder. Default is that of the size. */
  default T setImageHiddenDim(int value) {
    return with(imageHiddenDim(), value);
  }

  default IntParam imageLayers() {
    return registry().get("imageLayers");
  }

  default int getImageLayers() {
    return isDefined(imageLayers()) ? (int) getOrDefault(imageLayers()) : sizes().image().layers();
  }

  /** Layers of the image encoder. Default is that of the size. */
  default T setImageLayers(int value) {
    return with(imageLayers(), value);
  }

  default IntParam imageHeads() {
    return registry().get("imageHeads");
  }

  default int getImageHeads() {
    return isDefined(imageHeads()) ? (int) getOrDefault(imageHeads()) : sizes().image().heads();
  }

  /** Attention heads of the image encoder. Default is that of the size. */
  default T setImageHeads(int value) {
    return with(imageHeads(), value);
  }

  default IntParam imagePatchSize() {
    return registry().get("imagePatchSize");
  }

  default int getImagePatchSize() {
    return (int) getOrDefault(imagePatchSize());
  }

  /**
   * Side of an image patch in pixels; divides the image's sides. Default is their largest common
   * divisor that is not above that of the size.
   */
  default T setImagePatchSize(int value) {
    return with(imagePatchSize(), value);
  }

  default BooleanParam imageOverview() {
    return registry().get("imageOverview");
  }

  default boolean getImageOverview() {
    return (boolean) getOrDefault(imageOverview());
  }

  /**
   * Whether an image's first token starts from the whole picture at a low resolution. Not part of
   * ViT; helps when images are few. Default is false.
   */
  default T setImageOverview(boolean value) {
    return with(imageOverview(), value);
  }

  default IntParam seriesHiddenDim() {
    return registry().get("seriesHiddenDim");
  }

  default int getSeriesHiddenDim() {
    return isDefined(seriesHiddenDim())
        ? (int) getOrDefault(seriesHiddenDim())
        : sizes().series().hidden();
  }

  /** Width of the time-series encoder. Default is that of the size. */
  default T setSeriesHiddenDim(int value) {
    return with(seriesHiddenDim(), value);
  }

  default IntParam seriesLayers() {
    return registry().get("seriesLayers");
  }

  default int getSeriesLayers() {
    return isDefined(seriesLayers())
        ? (int) getOrDefault(seriesLayers())
        : sizes().series().layers();
  }

  /** Layers of the time-series encoder. Default is that of the size. */
  default T setSeriesLayers(int value) {
    return with(seriesLayers(), value);
  }

  default IntParam seriesHeads() {
    return registry().get("seriesHeads");
  }

  default int getSeriesHeads() {
    return isDefined(seriesHeads()) ? (int) getOrDefault(seriesHeads()) : sizes().series().heads();
  }

  /** Attention heads of the time-series encoder. Default is that of the size. */
  default T setSeriesHeads(int value) {
    return with(seriesHeads(), value);
  }

  default IntParam tableDim() {
    return registry().get("tableDim");
  }

  default int getTableDim() {
    return isDefined(tableDim()) ? (int) getOrDefault(tableDim()) : sizes().tableDim();
  }

  /** Width of the table encoder's decision and attention vectors. Default is that of the size. */
  default T setTableDim(int value) {
    return with(tableDim(), value);
  }

  default IntParam tableSteps() {
    return registry().get("tableSteps");
  }

  default int getTableSteps() {
    return isDefined(tableSteps()) ? (int) getOrDefault(tableSteps()) : sizes().tableSteps();
  }

  /**
   * Decision steps of TabNet; 0 leaves tables to the perceptron of {@link #tableOverviewDim} alone,
   * which learns from fewer rows. Default is that of the size.
   */
  default T setTableSteps(int value) {
    return with(tableSteps(), value);
  }

  default IntParam categoryDim() {
    return registry().get("categoryDim");
  }

  default int getCategoryDim() {
    return isDefined(categoryDim()) ? (int) getOrDefault(categoryDim()) : sizes().categoryDim();
  }

  /** Width of a table category's embedding. Default is that of the size. */
  default T setCategoryDim(int value) {
    return with(categoryDim(), value);
  }

  default IntParam tableOverviewDim() {
    return registry().get("tableOverviewDim");
  }

  default int getTableOverviewDim() {
    return (int) getOrDefault(tableOverviewDim());
  }

  /**
   * Width of the hidden layer of a perceptron over all features that joins the table encoder. Not
   * part of TabNet; helps when labelled rows are few. Default is 0: none.
   */
  default T setTableOverviewDim(int value) {
    return with(tableOverviewDim(), value);
  }

  /** The preset. */
  default NetworkSizes sizes() {
    return NetworkSizes.of(getSize());
  }
}
