package io.lanistr.feature;

import io.lanistr.udf.image.ImageLimits;
import java.util.List;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * Params shared by {@link ImagePreprocessor} and its model.
 *
 * @param <T> the stage, returned by its setters
 */
public interface ImageParams<T> extends HasInputCol<T>, HasIdCol<T> {
  /** An undecodable image fails the job. */
  String FAIL = "fail";

  /** An undecodable image counts as absent. */
  String MISSING = "missing";

  /** Rows of a picture. */
  default IntParam height() {
    return table().get("height");
  }

  default int getHeight() {
    return (int) getOrDefault(height());
  }

  default T setHeight(int value) {
    return with(height(), value);
  }

  /** Columns of a picture. */
  default IntParam width() {
    return table().get("width");
  }

  default int getWidth() {
    return (int) getOrDefault(width());
  }

  default T setWidth(int value) {
    return with(width(), value);
  }

  /** What an undecodable image means: fail or missing. */
  default Param<String> undecodable() {
    return table().get("undecodable");
  }

  default String getUndecodable() {
    return getOrDefault(undecodable());
  }

  default T setUndecodable(String value) {
    return with(undecodable(), value);
  }

  /** Greatest width x height of an encoded picture. */
  default LongParam maxPixels() {
    return table().get("maxPixels");
  }

  default long getMaxPixels() {
    return (long) getOrDefault(maxPixels());
  }

  default T setMaxPixels(long value) {
    return with(maxPixels(), value);
  }

  /** Greatest length of an encoded picture in bytes. */
  default IntParam maxBytes() {
    return table().get("maxBytes");
  }

  default int getMaxBytes() {
    return (int) getOrDefault(maxBytes());
  }

  default T setMaxBytes(int value) {
    return with(maxBytes(), value);
  }

  /** Adds the Params. */
  static void define(ParamTable table) {
    Params stage = table.stage();
    HasInputCol.define(
        table,
        "image",
        "image column: binary (PNG, JPEG, GIF, BMP), array<binary> or Spark's image struct",
        "image_pixels");
    table.add(
        new IntParam(stage, "height", "rows of a resized picture", ParamValidators.gt(0)), 224);
    table.add(
        new IntParam(stage, "width", "columns of a resized picture", ParamValidators.gt(0)), 224);
    table.add(
        new Param<String>(
            stage,
            "undecodable",
            "what a broken or too large picture means: 'fail' the job, or 'missing' (absent, counted"
                + " and logged)",
            ParamValidators.inArray(List.of(FAIL, MISSING))),
        FAIL);
    table.add(
        new Param<String>(stage, "idCol", "column that names a row in messages; empty: none"), "");
    table.add(
        new LongParam(
            stage,
            "maxPixels",
            "greatest width x height of an encoded picture, checked before it is decoded",
            ParamValidators.gt(0)),
        ImageLimits.DEFAULT.maxPixels());
    table.add(
        new IntParam(
            stage,
            "maxBytes",
            "greatest length of an encoded picture in bytes",
            ParamValidators.gt(0)),
        ImageLimits.DEFAULT.maxBytes());
  }
}
