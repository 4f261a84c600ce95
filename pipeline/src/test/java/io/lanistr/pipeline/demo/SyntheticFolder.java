package io.lanistr.pipeline.demo;

import io.lanistr.pipeline.testing.LocalSpark;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A small table of the column convention in which every modality tells the class, each is absent in
 * a third of the rows, and some training rows have no label.
 */
final class SyntheticFolder {
  static final int CLASSES = 3;

  private static final String COLUMNS =
      "id string, label int, text string, image binary, timeseries array<array<float>>,"
          + " num_a double, cat_b string, split string";
  private static final int SIDE = 8;
  private static final int STEPS = 6;

  private SyntheticFolder() {}

  /** Writes the table and tells where. */
  static String write(Path folder, int trainRows, int testRows) {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < trainRows + testRows; i++) {
      boolean train = i < trainRows;
      int label = i % CLASSES;
      // At least one modality stays: the four never go together.
      int absent = random.nextInt(3);
      rows.add(
          RowFactory.create(
              "row-" + i,
              train && i % 10 == 9 ? null : label,
              absent == 0 ? null : text(label, random),
              absent == 1 ? null : image(label, random),
              absent == 2 ? null : series(label, random),
              absent == 1 ? null : label + 0.2 * random.nextGaussian(),
              absent == 1 ? null : "kind" + (random.nextInt(4) == 0 ? 0 : label),
              train ? "train" : "test"));
    }
    String path = folder.resolve("synthetic").toString();
    LocalSpark.session()
        .createDataFrame(rows, StructType.fromDDL(COLUMNS))
        .repartition(2)
        .write()
        .parquet(path);
    return path;
  }

  private static String text(int label, Random random) {
    String[] words = {"apple pear plum", "stone brick tile", "river lake sea"};
    return words[label] + " thing " + (char) ('a' + random.nextInt(5));
  }

  private static byte[] image(int label, Random random) {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int level = (x * CLASSES / SIDE == label ? 200 : 40) + random.nextInt(30);
        image.getRaster().setSample(x, y, 0, level);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static List<List<Float>> series(int label, Random random) {
    List<List<Float>> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      float wave = (float) Math.sin((label + 1) * step) + 0.1f * (float) random.nextGaussian();
      steps.add(List.of(wave, (float) label));
    }
    return steps;
  }
}
