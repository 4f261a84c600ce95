package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;

/** How rows are scored. */
public interface InferenceParams<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.integer(
        "inferenceBatchSize",
        "rows that go through the network at once when scoring; more need more memory",
        ParamValidators.gt(0),
        64);
    registry.choice(
        "handleEmpty",
        "what to do with a row whose multimodal column is null or holds no modality:"
            + " fail, or put null in the output columns",
        List.of("error", "null"));
  }

  default IntParam inferenceBatchSize() {
    return registry().get("inferenceBatchSize");
  }

  default int getInferenceBatchSize() {
    return (int) getOrDefault(inferenceBatchSize());
  }

  /** Rows that go through the network at once when scoring. Default is 64. */
  default T setInferenceBatchSize(int value) {
    return with(inferenceBatchSize(), value);
  }

  default Param<String> handleEmpty() {
    return registry().get("handleEmpty");
  }

  default String getHandleEmpty() {
    return getOrDefault(handleEmpty());
  }

  /**
   * "error" or "null": what to do with a row whose multimodal column is null or holds no modality.
   * Default is "error".
   */
  default T setHandleEmpty(String value) {
    return with(handleEmpty(), value);
  }
}
