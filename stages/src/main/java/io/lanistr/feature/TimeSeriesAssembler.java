package io.lanistr.feature;

import io.lanistr.training.MultimodalSchema;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Time series of steps x channels, evenly spaced or stamped, to gap-free normalised series.
 *
 * <p>Stamped events go on a grid of {@code interval}; longer series are shortened; each channel is
 * normalised by its mean and standard deviation over what was observed in the rows given to fit;
 * gaps are filled.
 */
public final class TimeSeriesAssembler extends Estimator<TimeSeriesAssemblerModel>
    implements SeriesParams<TimeSeriesAssembler>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamTable table;

  public TimeSeriesAssembler(String uid) {
    this.uid = uid;
    table = new ParamTable(this);
    SeriesParams.define(table);
    table.add(
        new IntParam(
            this,
            "maxSteps",
            "greatest number of steps put out; shorter when no series given to fit is as long",
            ParamValidators.gt(0)),
        128);
  }

  public TimeSeriesAssembler() {
    this(Identifiable.randomUID("timeSeriesAssembler"));
  }

  @Override
  public TimeSeriesAssemblerModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    TimeSeriesAssemblerModel.Input input = TimeSeriesAssemblerModel.input(this, dataset.schema());
    SeriesStatistics.Shape shape =
        SeriesStatistics.shape(dataset, input.series(), uid + ": column '" + getInputCol() + "'");
    boolean stamped = !getTimeCol().isEmpty();
    int steps = stamped ? getMaxSteps() : Math.min(getMaxSteps(), shape.steps());
    SeriesReader reader = new SeriesReader(this, shape.channels(), steps);
    SeriesStatistics found =
        SeriesStatistics.of(
            dataset, input.series(), input.times(), reader, shape.channels(), steps);
    return copyValues(new TimeSeriesAssemblerModel(uid, found).setParent(this), ParamMap.empty());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    TimeSeriesAssemblerModel.input(this, schema);
    return Columns.append(
        this,
        schema,
        DataTypes.createStructField(getOutputCol(), MultimodalSchema.SERIES_TYPE, true));
  }

  @Override
  public TimeSeriesAssembler copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable table() {
    return table;
  }

  public static MLReader<TimeSeriesAssembler> read() {
    return new DefaultParamsReader<>();
  }

  public static TimeSeriesAssembler load(String path) {
    return read().load(path);
  }

  /** Greatest number of steps put out. Default is 128. */
  public IntParam maxSteps() {
    return table.get("maxSteps");
  }

  public int getMaxSteps() {
    return (int) getOrDefault(maxSteps());
  }

  public TimeSeriesAssembler setMaxSteps(int value) {
    return with(maxSteps(), value);
  }
}
