package io.lanistr.estimator;

import org.apache.spark.ml.param.Param;

/** The column that all stages of this package read. */
public interface MultimodalInput<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.string(
        "multimodalCol", "multimodal column, as a MultimodalAssembler makes it", "multimodal");
  }

  default Param<String> multimodalCol() {
    return registry().get("multimodalCol");
  }

  default String getMultimodalCol() {
    return getOrDefault(multimodalCol());
  }

  /** The multimodal column, as a MultimodalAssembler makes it. Default is "multimodal". */
  default T setMultimodalCol(String value) {
    return with(multimodalCol(), value);
  }
}
