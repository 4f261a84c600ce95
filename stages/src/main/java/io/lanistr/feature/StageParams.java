package io.lanistr.feature;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What the Param interfaces of this package build on.
 *
 * @param <T> the stage, returned by its setters
 */
public interface StageParams<T> extends Params {
  /** Where this instance keeps its Params. */
  ParamTable table();

  /** The column written. */
  default Param<String> outputCol() {
    return table().get("outputCol");
  }

  default String getOutputCol() {
    return getOrDefault(outputCol());
  }

  default T setOutputCol(String value) {
    return with(outputCol(), value);
  }

  /** Sets a Param and returns the stage. */
  @SuppressWarnings("unchecked")
  default <V> T with(Param<V> param, V value) {
    set(param, value);
    return (T) this;
  }

  /** Adds {@link #outputCol}. */
  static void define(ParamTable table, String outputCol) {
    table.add(new Param<String>(table.stage(), "outputCol", "column to write"), outputCol);
  }
}
