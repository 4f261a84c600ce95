package io.lanistr.feature;

import org.apache.spark.ml.param.Param;

/**
 * One column in, one column out.
 *
 * @param <T> the stage, returned by its setters
 */
public interface HasInputCol<T> extends StageParams<T> {
  /** The column read. */
  default Param<String> inputCol() {
    return table().get("inputCol");
  }

  default String getInputCol() {
    return getOrDefault(inputCol());
  }

  default T setInputCol(String value) {
    return with(inputCol(), value);
  }

  /** Adds {@link #inputCol} and {@link #outputCol}. */
  static void define(ParamTable table, String inputCol, String doc, String outputCol) {
    table.add(new Param<String>(table.stage(), "inputCol", doc), inputCol);
    StageParams.define(table, outputCol);
  }
}
