package io.lanistr.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import io.lanistr.udf.image.ImageTensor;
import io.lanistr.udf.image.PixelImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Mean and standard deviation of each channel over the resized pictures, in units of the full range
 * (0..1), and whether any picture has colour. Sums of bytes are whole numbers, so the result does
 * not depend on how the rows are spread.
 *
 * @param images number of pictures
 * @param colour whether any picture has a pixel with unequal red, green and blue
 * @param mean of red, green, blue
 * @param std of red, green, blue; 1 for a channel that never varies
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
record ImageStatistics(long images, boolean colour, double[] mean, double[] std) {
  private static final StructType SUMS =
      new StructType()
          .add("images", DataTypes.LongType)
          .add("colour", DataTypes.BooleanType)
          .add("sum0", DataTypes.LongType)
          .add("sum1", DataTypes.LongType)
          .add("sum2", DataTypes.LongType)
          .add("square0", DataTypes.LongType)
          .add("square1", DataTypes.LongType)
          .add("square2", DataTypes.LongType);

  /** One distributed aggregation over the decoded pictures. */
  static ImageStatistics of(
      Dataset<?> rows, Column image, Column id, ImageReader reader, int height, int width) {
    UDF2<Object, String, Row> sums = (value, name) -> sums(reader, value, name, height, width);
    Column[] totals =
        Stream.of(SUMS.fieldNames())
            .map(n -> n.equals("colour") ? max(col("sums." + n)) : sum(col("sums." + n)))
            .toArray(Column[]::new);
    Row total =
        rows.select(functions.udf(sums, SUMS).withName("imageSums").apply(image, id).as("sums"))
            .agg(totals[0], Arrays.copyOfRange(totals, 1, totals.length))
            .first();
    long images = total.isNullAt(0) ? 0 : total.getLong(0);
    if (images == 0) {
      return new ImageStatistics(0, false, new double[3], new double[] {1, 1, 1});
    }
    double n = (double) images * height * width;
    double[] mean = new double[3];
    double[] std = new double[3];
    for (int c = 0; c < 3; c++) {
      mean[c] = total.getLong(2 + c) / n;
      double variance = total.getLong(5 + c) / n - mean[c] * mean[c];
      mean[c] /= 255;
      std[c] = variance > 1e-9 ? Math.sqrt(variance) / 255 : 1;
    }
    return new ImageStatistics(images, total.getBoolean(1), mean, std);
  }

  private static Row sums(ImageReader reader, Object value, String id, int height, int width) {
    long images = 0;
    boolean colour = false;
    long[] sums = new long[6];
    for (PixelImage image : reader.read(value, id)) {
      images++;
      colour |= !image.isGrey();
      byte[] planes = ImageTensor.planar(image, 3, height, width);
      for (int i = 0; i < planes.length; i++) {
        int channel = i / (height * width);
        int sample = planes[i] & 0xff;
        sums[channel] += sample;
        sums[3 + channel] += (long) sample * sample;
      }
    }
    Object[] cells =
        Stream.concat(
                Stream.of(images, colour), IntStream.range(0, 6).mapToObj(i -> (Object) sums[i]))
            .toArray();
    return RowFactory.create(cells);
  }
}
