package io.lanistr.pipeline.dataset;

import static org.apache.spark.sql.functions.col;

import io.lanistr.udf.image.ImageDecoder;
import io.lanistr.udf.image.ImageLimits;
import io.lanistr.udf.image.PixelImage;
import io.lanistr.udf.image.UndecodableImageException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the pictures are like. Sizes and colour come from the training rows alone.
 *
 * @param height the median height, 0 if there is no picture
 * @param width the median width, 0 if there is no picture
 * @param colour whether any picture is not grey
 * @param broken pictures of either split that cannot be decoded
 * @param brokenId the least id of a row with such a picture; null if there is none
 */
public record ImageProfile(int height, int width, boolean colour, long broken, String brokenId) {
  /** Of a data set without pictures. */
  static final ImageProfile NONE = new ImageProfile(0, 0, false, 0, null);

  private static final StructType FACTS =
      new StructType()
          .add("height", DataTypes.IntegerType)
          .add("width", DataTypes.IntegerType)
          .add("colour", DataTypes.BooleanType);

  /** Decodes every picture once. */
  static ImageProfile of(Dataset<Row> rows) {
    UDF1<byte[], Row> facts = ImageProfile::facts;
    Column image = col(ColumnConvention.IMAGE);
    Dataset<Row> seen =
        rows.filter(image.isNotNull())
            .select(
                col(ColumnConvention.ID),
                col(ColumnConvention.SPLIT).equalTo(ColumnConvention.TRAIN).as("train"),
                functions.udf(facts, FACTS).asNondeterministic().apply(image).as("facts"))
            .select("id", "train", "facts.*");
    Column train = col("train").and(col("height").isNotNull());
    Row found =
        seen.agg(
                median("height", train),
                median("width", train),
                functions.max(functions.when(train, col("colour"))),
                functions.count_if(col("height").isNull()),
                functions.min(functions.when(col("height").isNull(), col("id"))))
            .first();
    return new ImageProfile(
        found.isNullAt(0) ? 0 : found.getInt(0),
        found.isNullAt(1) ? 0 : found.getInt(1),
        !found.isNullAt(2) && found.getBoolean(2),
        found.getLong(3),
        found.getString(4));
  }

  /** The rows, with null for pictures that cannot be decoded. */
  static Dataset<Row> withoutBroken(Dataset<Row> rows) {
    UDF1<byte[], Boolean> decodable = bytes -> bytes != null && facts(bytes) != null;
    Column image = col(ColumnConvention.IMAGE);
    Column right = functions.udf(decodable, DataTypes.BooleanType).apply(image);
    return rows.withColumn(ColumnConvention.IMAGE, functions.when(right, image));
  }

  private static Column median(String name, Column train) {
    return functions.percentile_approx(
        functions.when(train, col(name)), functions.lit(0.5), functions.lit(1000));
  }

  private static Row facts(byte[] bytes) {
    try {
      PixelImage image = ImageDecoder.decode(bytes, ImageLimits.DEFAULT);
      return RowFactory.create(image.height(), image.width(), !image.isGrey());
    } catch (UndecodableImageException e) {
      return null;
    }
  }
}
