package io.lanistr.feature;

import static org.apache.spark.sql.functions.lit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import io.lanistr.udf.image.ImageTensor;
import io.lanistr.udf.image.PixelImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Pictures to uint8 tensors [channels, height, width]. Mean and standard deviation go into the
 * column's metadata and are applied where batches are filled: bytes are a quarter of the floats. A
 * row without any decodable picture gets null.
 */
public final class ImagePreprocessorModel extends Model<ImagePreprocessorModel>
    implements ImageParams<ImagePreprocessorModel>, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "statistics.json";

  private final String uid;
  private final ParamTable table;
  private final int channels;
  private final double[] mean;
  private final double[] std;

  ImagePreprocessorModel(String uid, int channels, double[] mean, double[] std) {
    this.uid = uid;
    this.channels = channels;
    this.mean = mean.clone();
    this.std = std.clone();
    table = new ParamTable(this);
    ImageParams.define(table);
  }

  /** 1 (grey) or 3. */
  public int channels() {
    return channels;
  }

  /** Mean of each channel, 0..1 of the full range. */
  public double[] mean() {
    return mean.clone();
  }

  /** Standard deviation of each channel, 0..1 of the full range. */
  public double[] std() {
    return std.clone();
  }

  /** Pictures that this stage and its copies treated as missing so far in this application. */
  public long undecodableCount(SparkContext context) {
    return Tally.count(context, uid);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    StructField field = outputField();
    Input input = input(this, dataset.schema());
    ImageReader reader = reader(this, dataset.sparkSession().sparkContext());
    int c = channels;
    int h = getHeight();
    int w = getWidth();
    UDF2<Object, String, List<byte[]>> decode =
        (value, id) -> {
          List<byte[]> tensors = new ArrayList<>();
          for (PixelImage image : reader.read(value, id)) {
            tensors.add(ImageTensor.planar(image, c, h, w));
          }
          return tensors.isEmpty() ? null : tensors;
        };
    Column pixels =
        functions
            .udf(decode, field.dataType())
            .withName("imagePreprocessor")
            .apply(input.image(), input.id());
    return dataset.toDF().withColumn(field.name(), pixels.as(field.name(), field.metadata()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    input(this, schema);
    return Columns.append(this, schema, outputField());
  }

  private StructField outputField() {
    MultimodalMetadata metadata =
        new MultimodalMetadata(
            null,
            new MultimodalMetadata.Image(
                channels, getHeight(), getWidth(), boxed(mean), boxed(std)),
            null,
            null);
    return new StructField(getOutputCol(), MultimodalSchema.IMAGE_TYPE, true, metadata.toSpark());
  }

  private static List<Double> boxed(double[] values) {
    return DoubleStream.of(values).boxed().toList();
  }

  /** The columns a stage reads; {@code id} is a null string when no row can be named. */
  record Input(Column image, Column id) {}

  static Input input(ImageParams<?> stage, StructType schema) {
    Columns.require(
        stage,
        schema,
        "inputCol",
        stage.getInputCol(),
        "binary, array<binary> or Spark's image struct",
        ImagePreprocessorModel::isImage);
    Column id = lit(null).cast(DataTypes.StringType);
    if (!stage.getIdCol().isEmpty()) {
      Columns.require(stage, schema, "idCol", stage.getIdCol(), "any type", t -> true);
      id = Columns.named(stage.getIdCol()).cast(DataTypes.StringType);
    }
    return new Input(Columns.named(stage.getInputCol()), id);
  }

  private static boolean isImage(DataType type) {
    return type.equals(DataTypes.BinaryType)
        || Columns.isArray(type, DataTypes.BinaryType::equals)
        || (type instanceof StructType struct
            && Arrays.asList(struct.fieldNames())
                .containsAll(Arrays.asList(ImageSchema.columnSchema().fieldNames())));
  }

  static ImageReader reader(ImageParams<?> stage, SparkContext context) {
    boolean missing = stage.getUndecodable().equals(ImageParams.MISSING);
    Tally tally =
        missing ? Tally.of(context, stage.uid(), "undecodable images treated as missing") : null;
    return new ImageReader(stage, tally);
  }

  @Override
  public ImagePreprocessorModel copy(ParamMap extra) {
    return copyValues(new ImagePreprocessorModel(uid, channels, mean, std), extra)
        .setParent(parent());
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
    ObjectNode state = Json.object();
    state.put("channels", channels);
    Json.put(state, "mean", mean);
    Json.put(state, "std", std);
    return StateFiles.writer(this, FILE, state.toString());
  }

  public static MLReader<ImagePreprocessorModel> read() {
    return StateFiles.reader(
        ImagePreprocessorModel.class,
        FILE,
        (uid, text) -> {
          JsonNode state = Json.parse(FILE, text, "channels", "mean", "std");
          return new ImagePreprocessorModel(
              uid,
              state.get("channels").asInt(),
              Json.doubles(state.get("mean")),
              Json.doubles(state.get("std")));
        });
  }

  public static ImagePreprocessorModel load(String path) {
    return read().load(path);
  }
}
