package io.lanistr.feature;

import io.lanistr.testing.Frames;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Small tables of raw modalities. */
public final class Samples {
  public static final StructType SCHEMA =
      StructType.fromDDL(
          "id string, text string, image binary, timeseries array<array<double>>, num_a double,"
              + " num_b int, cat_c string");

  private Samples() {}

  /** Five rows; every modality is absent in some and present in most. */
  public static Dataset<Row> rows() {
    return Frames.of(
        SCHEMA,
        row("r1", "A red shoe", png(0xff0000), series(1, 2), 1.5, 3, "shoe"),
        row("r2", "a blue shoe, a RED hat", png(0x0000ff), null, -0.5, null, "hat"),
        row("r3", null, png(0x00ff00), series(3, 4, 5), 2.5, 1, "shoe"),
        row("r4", "red red blue", null, series(5, 7), null, null, null),
        row("r5", "  ", null, series(8), 4.0, 2, "coat"));
  }

  public static Row row(Object... cells) {
    return RowFactory.create(cells);
  }

  /** Steps of two channels: v and -10 v. */
  public static List<List<Double>> series(double... values) {
    return Arrays.stream(values).mapToObj(v -> List.of(v, -10 * v)).toList();
  }

  /** A 4 x 4 picture of one colour. */
  public static byte[] png(int rgb) {
    BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 16; i++) {
      image.setRGB(i % 4, i / 4, rgb);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The four stages before the assembler. */
  public static Pipeline modalities() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new TextTokenizer().setVocabularySize(60),
              new ImagePreprocessor().setHeight(2).setWidth(2),
              new TimeSeriesAssembler(),
              new TabularEncoder()
                  .setNumericCols(new String[] {"num_a", "num_b"})
                  .setCategoricalCols(new String[] {"cat_c"})
            });
  }

  /** {@link #rows} with the columns of {@link #modalities}. */
  public static Dataset<Row> encoded() {
    return modalities().fit(rows()).transform(rows());
  }

  /** An assembler of all four. */
  public static MultimodalAssembler assembler() {
    return new MultimodalAssembler()
        .setTextCol("text_tokens")
        .setImageCol("image_pixels")
        .setSeriesCol("timeseries_grid")
        .setTableCol("table")
        .setIdCol("id");
  }
}
