package io.lanistr.feature;

import static org.apache.spark.sql.functions.lit;

import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import io.lanistr.udf.series.Imputation;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * Time series to {@code struct<steps, values>}, step first, normalised and without gaps. A row
 * without any observation gets null.
 */
public final class TimeSeriesAssemblerModel extends Model<TimeSeriesAssemblerModel>
    implements SeriesParams<TimeSeriesAssemblerModel>, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "statistics.json";

  private final String uid;
  private final ParamTable table;
  private final SeriesStatistics statistics;

  TimeSeriesAssemblerModel(String uid, SeriesStatistics statistics) {
    this.uid = uid;
    this.statistics = statistics;
    table = new ParamTable(this);
    SeriesParams.define(table);
  }

  /** Channels put out, observation masks included. */
  public int channels() {
    return statistics.channels() * (getObservationMask() ? 2 : 1);
  }

  /** Greatest number of steps put out. */
  public int maxSteps() {
    return statistics.maxSteps();
  }

  /** Mean of each channel read, over what was observed in the rows given to fit. */
  public double[] mean() {
    return statistics.mean().clone();
  }

  /** Standard deviation of each channel read. */
  public double[] std() {
    return statistics.std().clone();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    StructField field = outputField();
    Input input = input(this, dataset.schema());
    SeriesReader reader = new SeriesReader(this, statistics.channels(), statistics.maxSteps());
    SeriesFinish finish =
        new SeriesFinish(
            statistics, Imputation.of(getImputation()), getStandardize(), getObservationMask());
    UDF2<Seq<Seq<?>>, Seq<?>, Row> assemble =
        (steps, times) -> {
          float[] grid = reader.read(steps, times);
          if (grid == null) {
            return null;
          }
          return RowFactory.create(grid.length / finish.channels(), finish.apply(grid));
        };
    Column series =
        functions
            .udf(assemble, field.dataType())
            .withName("timeSeriesAssembler")
            .apply(input.series(), input.times());
    return dataset.toDF().withColumn(field.name(), series.as(field.name(), field.metadata()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    input(this, schema);
    return Columns.append(this, schema, outputField());
  }

  private StructField outputField() {
    MultimodalMetadata metadata =
        new MultimodalMetadata(
            null, null, new MultimodalMetadata.Series(channels(), statistics.maxSteps()), null);
    return new StructField(getOutputCol(), MultimodalSchema.SERIES_TYPE, true, metadata.toSpark());
  }

  /** The columns a stage reads; {@code times} is a null array when there is no time column. */
  record Input(Column series, Column times) {}

  static Input input(SeriesParams<?> stage, StructType schema) {
    DataType doubles = DataTypes.createArrayType(DataTypes.DoubleType);
    Columns.require(
        stage,
        schema,
        "inputCol",
        stage.getInputCol(),
        "array<array<number>>, steps x channels",
        type ->
            Columns.isArray(type, step -> Columns.isArray(step, NumericType.class::isInstance)));
    Column times = lit(null).cast(doubles);
    if (!stage.getTimeCol().isEmpty()) {
      StructField field =
          Columns.require(
              stage,
              schema,
              "timeCol",
              stage.getTimeCol(),
              "array<number> or array<timestamp>",
              type ->
                  Columns.isArray(
                      type, t -> t instanceof NumericType || t.equals(DataTypes.TimestampType)));
      times = Columns.named(stage.getTimeCol());
      if (((ArrayType) field.dataType()).elementType().equals(DataTypes.TimestampType)) {
        times = functions.transform(times, t -> t.cast(DataTypes.DoubleType));
      }
    }
    return new Input(Columns.named(stage.getInputCol()), times);
  }

  @Override
  public TimeSeriesAssemblerModel copy(ParamMap extra) {
    return copyValues(new TimeSeriesAssemblerModel(uid, statistics), extra).setParent(parent());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable table() {
    return table;
  }

  @Override
  public MLWriter write() {
    return StateFiles.writer(this, FILE, statistics.toJson());
  }

  public static MLReader<TimeSeriesAssemblerModel> read() {
    return StateFiles.reader(
        TimeSeriesAssemblerModel.class,
        FILE,
        (uid, text) -> new TimeSeriesAssemblerModel(uid, SeriesStatistics.fromJson(FILE, text)));
  }

  public static TimeSeriesAssemblerModel load(String path) {
    return read().load(path);
  }
}
