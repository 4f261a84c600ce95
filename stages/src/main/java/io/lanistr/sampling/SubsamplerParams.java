package io.lanistr.sampling;

import io.lanistr.feature.ParamTable;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;

/**
 * Params shared by {@link LabelSubsampler} and its model.
 *
 * @param <T> the stage, returned by its setters
 */
public interface SubsamplerParams<T> extends DrawParams<T> {
  /** Column of the labels. Default is "label". */
  default Param<String> labelCol() {
    return table().get("labelCol");
  }

  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  default T setLabelCol(String value) {
    return with(labelCol(), value);
  }

  /**
   * Whether labels are classes that keep their shares; else every label that is neither null nor
   * NaN is as good as any other, as in regression. Default is true.
   */
  default BooleanParam stratified() {
    return table().get("stratified");
  }

  default boolean getStratified() {
    return (boolean) getOrDefault(stratified());
  }

  default T setStratified(boolean value) {
    return with(stratified(), value);
  }

  /** Adds the Params, {@link #outputCol} too. */
  static void define(ParamTable table) {
    table.add(new Param<String>(table.stage(), "labelCol", "column of the labels"), "label");
    table.add(
        new BooleanParam(
            table.stage(), "stratified", "whether labels are classes that keep their shares"),
        true);
    DrawParams.define(table, "", "few_label");
  }
}
