package io.lanistr.feature;

import org.apache.spark.ml.param.Param;

/**
 * A column that tells rows apart. What it is for, and what is done without it, the text of each
 * stage's Param says.
 *
 * @param <T> the stage, returned by its setters
 */
public interface HasIdCol<T> extends StageParams<T> {
  /** The column of ids. */
  default Param<String> idCol() {
    return table().get("idCol");
  }

  default String getIdCol() {
    return getOrDefault(idCol());
  }

  default T setIdCol(String value) {
    return with(idCol(), value);
  }
}
