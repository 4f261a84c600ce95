package io.lanistr.estimator;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Root of the Param interfaces.
 *
 * @param <T> the stage, which setters return
 */
public interface StageParams<T> extends Params {
  /** Where this instance's Params are kept. */
  ParamRegistry registry();

  /** Sets a Param and returns the stage. */
  @SuppressWarnings("unchecked")
  default <V> T with(Param<V> param, V value) {
    set(param, value);
    return (T) this;
  }
}
