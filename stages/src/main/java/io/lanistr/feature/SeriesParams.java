package io.lanistr.feature;

import io.lanistr.udf.series.Imputation;
import io.lanistr.udf.series.LongSeries;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/**
 * Params shared by {@link TimeSeriesAssembler} and its model.
 *
 * @param <T> the stage, returned by its setters
 */
public interface SeriesParams<T> extends HasInputCol<T> {
  /** Time stamps count from the row's first event. */
  String FIRST = "first";

  /** Time stamps count from 0; earlier events are left out. */
  String ZERO = "zero";

  /** Column of time stamps, one for each step; empty: steps are evenly spaced. */
  default Param<String> timeCol() {
    return table().get("timeCol");
  }

  default String getTimeCol() {
    return getOrDefault(timeCol());
  }

  default T setTimeCol(String value) {
    return with(timeCol(), value);
  }

  /** Width of a grid bin in the unit of the time stamps. */
  default DoubleParam interval() {
    return table().get("interval");
  }

  default double getInterval() {
    return (double) getOrDefault(interval());
  }

  default T setInterval(double value) {
    return with(interval(), value);
  }

  /** Where time starts: first or zero. */
  default Param<String> timeOrigin() {
    return table().get("timeOrigin");
  }

  default String getTimeOrigin() {
    return getOrDefault(timeOrigin());
  }

  default T setTimeOrigin(String value) {
    return with(timeOrigin(), value);
  }

  /** How a longer series is shortened: average, head or tail. */
  default Param<String> longSeries() {
    return table().get("longSeries");
  }

  default String getLongSeries() {
    return getOrDefault(longSeries());
  }

  default T setLongSeries(String value) {
    return with(longSeries(), value);
  }

  /** What fills gaps: previous, next, mean or zero. */
  default Param<String> imputation() {
    return table().get("imputation");
  }

  default String getImputation() {
    return getOrDefault(imputation());
  }

  default T setImputation(String value) {
    return with(imputation(), value);
  }

  /** Whether each channel is followed by a channel that tells what was observed. */
  default BooleanParam observationMask() {
    return table().get("observationMask");
  }

  default boolean getObservationMask() {
    return (boolean) getOrDefault(observationMask());
  }

  default T setObservationMask(boolean value) {
    return with(observationMask(), value);
  }

  /** Whether each channel is normalised to mean 0 and deviation 1. */
  default BooleanParam standardize() {
    return table().get("standardize");
  }

  default boolean getStandardize() {
    return (boolean) getOrDefault(standardize());
  }

  default T setStandardize(boolean value) {
    return with(standardize(), value);
  }

  /** Adds the Params. */
  static void define(ParamTable table) {
    Params stage = table.stage();
    HasInputCol.define(
        table,
        "timeseries",
        "series column: array<array<number>>, steps x channels; null elements are gaps",
        "timeseries_grid");
    table.add(
        new Param<String>(
            stage,
            "timeCol",
            "column of time stamps, array<number> or array<timestamp> (seconds), one for each step;"
                + " empty: steps are evenly spaced"),
        "");
    table.add(
        new DoubleParam(
            stage,
            "interval",
            "width of a grid bin in the unit of timeCol; of the events in a bin the last counts",
            ParamValidators.gt(0)),
        1.0);
    choice(
        table,
        "timeOrigin",
        "where the time of timeCol starts: at the row's first event, or at zero",
        Stream.of(FIRST, ZERO));
    choice(
        table,
        "longSeries",
        "how a series of more than maxSteps steps is shortened (without timeCol)",
        Stream.of(LongSeries.AVERAGE, LongSeries.HEAD, LongSeries.TAIL).map(LongSeries::label));
    choice(
        table,
        "imputation",
        "what fills gaps; previous and next fall back to the channel's mean",
        Stream.of(Imputation.PREVIOUS, Imputation.NEXT, Imputation.MEAN, Imputation.ZERO)
            .map(Imputation::label));
    table.add(
        new BooleanParam(
            stage,
            "observationMask",
            "whether to append a 0/1 channel for each channel that tells what was observed"),
        false);
    table.add(
        new BooleanParam(
            stage,
            "standardize",
            "whether to normalise each channel to mean 0 and standard deviation 1, as found in the"
                + " rows given to fit"),
        true);
  }

  /** A string out of a list, the first of which is the default. */
  private static void choice(ParamTable table, String name, String doc, Stream<String> values) {
    List<String> allowed = values.toList();
    table.add(
        new Param<String>(
            table.stage(),
            name,
            doc + ": " + String.join(", ", allowed),
            ParamValidators.inArray(allowed)),
        allowed.get(0));
  }
}
