package io.lanistr.feature;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * Params shared by {@link TabularEncoder} and its model.
 *
 * @param <T> the stage, returned by its setters
 */
public interface TabularParams<T> extends StageParams<T> {
  /** Numeric columns. */
  default StringArrayParam numericCols() {
    return table().get("numericCols");
  }

  default String[] getNumericCols() {
    return getOrDefault(numericCols());
  }

  default T setNumericCols(String[] value) {
    return with(numericCols(), value);
  }

  /** Columns of dates or timestamps. */
  default StringArrayParam dateCols() {
    return table().get("dateCols");
  }

  default String[] getDateCols() {
    return getOrDefault(dateCols());
  }

  /**
   * Columns of dates or timestamps: they become the days since 1970, scaled as numbers are, and
   * where in year, week and (for timestamps, in the time zone of the session that fits) day they
   * are.
   */
  default T setDateCols(String[] value) {
    return with(dateCols(), value);
  }

  /** Categorical columns. */
  default StringArrayParam categoricalCols() {
    return table().get("categoricalCols");
  }

  default String[] getCategoricalCols() {
    return getOrDefault(categoricalCols());
  }

  default T setCategoricalCols(String[] value) {
    return with(categoricalCols(), value);
  }

  /** Adds the Params. */
  static void define(ParamTable table) {
    Params stage = table.stage();
    StageParams.define(table, "table");
    table.add(
        new StringArrayParam(
            stage, "numericCols", "numeric columns; null, NaN and infinity are missing"),
        new String[0]);
    table.add(
        new StringArrayParam(
            stage,
            "dateCols",
            "date or timestamp columns, which become days since 1970 and places in year, week and"
                + " day"),
        new String[0]);
    table.add(
        new StringArrayParam(
            stage, "categoricalCols", "categorical columns: string, whole number or boolean"),
        new String[0]);
  }
}
