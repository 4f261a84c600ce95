package io.lanistr.estimator;

import org.apache.spark.ml.param.Param;

/** The columns that a pretrained model adds. An empty name leaves a column out. */
public interface EmbeddingColumns<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.string(
        "outputCol", "vector column of the fused embedding; empty: not made", "embedding");
    registry.string(
        "textOutputCol",
        "vector column of the embedding of the row's text alone; empty: not made",
        "");
    registry.string(
        "imageOutputCol",
        "vector column of the embedding of the row's images alone; empty: not made",
        "");
    registry.string(
        "seriesOutputCol",
        "vector column of the embedding of the row's time series alone; empty: not made",
        "");
    registry.string(
        "tableOutputCol",
        "vector column of the embedding of the row's table alone; empty: not made",
        "");
  }

  default Param<String> outputCol() {
    return registry().get("outputCol");
  }

  default String getOutputCol() {
    return getOrDefault(outputCol());
  }

  /** Vector column of the fused embedding. Default is "embedding". */
  default T setOutputCol(String value) {
    return with(outputCol(), value);
  }

  default Param<String> textOutputCol() {
    return registry().get("textOutputCol");
  }

  default String getTextOutputCol() {
    return getOrDefault(textOutputCol());
  }

  /** Vector column of the embedding of the row's text alone, null where absent. Default is none. */
  default T setTextOutputCol(String value) {
    return with(textOutputCol(), value);
  }

  default Param<String> imageOutputCol() {
    return registry().get("imageOutputCol");
  }

  default String getImageOutputCol() {
    return getOrDefault(imageOutputCol());
  }

  /**
   * Vector column of the embedding of the row's images alone, null where absent. Default is none.
   */
  default T setImageOutputCol(String value) {
    return with(imageOutputCol(), value);
  }

  default Param<String> seriesOutputCol() {
    return registry().get("seriesOutputCol");
  }

  default String getSeriesOutputCol() {
    return getOrDefault(seriesOutputCol());
  }

  /**
   * Vector column of the embedding of the row's time series alone, null where absent. Default is
   * none.
   */
  default T setSeriesOutputCol(String value) {
    return with(seriesOutputCol(), value);
  }

  default Param<String> tableOutputCol() {
    return registry().get("tableOutputCol");
  }

  default String getTableOutputCol() {
    return getOrDefault(tableOutputCol());
  }

  /**
   * Vector column of the embedding of the row's table alone, null where absent. Default is none.
   */
  default T setTableOutputCol(String value) {
    return with(tableOutputCol(), value);
  }
}
