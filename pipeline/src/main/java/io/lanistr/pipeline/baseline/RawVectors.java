package io.lanistr.pipeline.baseline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.udf;

import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.udf.image.ImageLimits;
import io.lanistr.udf.image.ImageTensor;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import scala.collection.Seq;

/** Pictures and series as vectors of fixed size; zeros where absent. */
record RawVectors(
    boolean images, int colours, int imageSide, boolean series, int channels, int steps) {
  static final String IMAGE = "classical_pixels";
  static final String SERIES = "classical_steps";

  private static final double WHITE = 255;

  static RawVectors of(
      Dataset<Row> rows, ColumnConvention columns, boolean colour, BaselineSettings settings) {
    boolean series = columns.modalities().contains(Modality.SERIES);
    int channels =
        series
            ? rows.filter(col(ColumnConvention.SERIES).isNotNull())
                .select(size(col(ColumnConvention.SERIES).getItem(0)))
                .first()
                .getInt(0)
            : 0;
    return new RawVectors(
        columns.modalities().contains(Modality.IMAGE),
        colour ? 3 : 1,
        settings.imageSide(),
        series,
        channels,
        settings.seriesSteps());
  }

  int imageSize() {
    return colours * imageSide * imageSide;
  }

  int seriesSize() {
    return SeriesSummary.size(channels, steps);
  }

  Dataset<Row> add(Dataset<Row> rows) {
    Dataset<Row> out = rows;
    if (images) {
      out = out.withColumn(IMAGE, udf(pixels(), new VectorUDT()).apply(col("image")));
    }
    if (series) {
      out = out.withColumn(SERIES, udf(summary(), new VectorUDT()).apply(col("timeseries")));
    }
    return out;
  }

  private UDF1<byte[], Vector> pixels() {
    int side = imageSide;
    int depth = colours;
    int size = imageSize();
    return bytes -> {
      double[] values = new double[size];
      if (bytes != null) {
        byte[] pixels = ImageTensor.decode(bytes, depth, side, side, ImageLimits.DEFAULT);
        for (int i = 0; i < size; i++) {
          values[i] = (pixels[i] & 0xff) / WHITE;
        }
      }
      return Vectors.dense(values);
    };
  }

  private UDF1<Seq<Seq<Float>>, Vector> summary() {
    int width = channels;
    int length = steps;
    int size = seriesSize();
    return series -> {
      if (series == null) {
        return Vectors.dense(new double[size]);
      }
      float[][] values = new float[series.size()][width];
      for (int step = 0; step < values.length; step++) {
        for (int channel = 0; channel < width; channel++) {
          Float value = series.apply(step).apply(channel);
          values[step][channel] = value == null ? Float.NaN : value;
        }
      }
      return Vectors.dense(SeriesSummary.of(values, width, length));
    };
  }
}
