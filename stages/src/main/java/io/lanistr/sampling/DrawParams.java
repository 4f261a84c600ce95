package io.lanistr.sampling;

import io.lanistr.feature.HasIdCol;
import io.lanistr.feature.ParamTable;
import io.lanistr.feature.StageParams;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/**
 * What chance depends on here: a seed, and each row's unique id, a string or a whole number (column
 * "id" by default).
 *
 * @param <T> the stage, returned by its setters
 */
public interface DrawParams<T> extends HasIdCol<T> {
  /** Seed of the draw. Default is 42. */
  default LongParam seed() {
    return table().get("seed");
  }

  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  default T setSeed(long value) {
    return with(seed(), value);
  }

  /**
   * Adds the Params, {@link #outputCol} too.
   *
   * @param use what ids are read for, appended to the Param's text; may be empty
   */
  static void define(ParamTable table, String use, String output) {
    table.add(
        new Param<String>(
            table.stage(), "idCol", "column of the rows' unique ids, " + Hashes.KEYS + "s" + use),
        "id");
    table.add(new LongParam(table.stage(), "seed", "seed of the draw"), 42L);
    StageParams.define(table, output);
  }
}
