package io.lanistr.cluster;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the demo's column convention with three classes. Each modality alone tells the class
 * in most rows and misleads in some; each is absent in two of five rows, but never all of them.
 */
final class SyntheticRows {
  static final int CLASSES = 3;

  private static final String COLUMNS =
      "id string, label int, text string, image binary, timeseries array<array<float>>,"
          + " num_size double, num_age double, cat_kind string, split string";
  private static final String[] WORDS = {"apple pear plum", "stone brick tile", "river lake sea"};
  private static final int MODALITIES = 4;
  private static final double ABSENT = 0.4;
  private static final double MISLEADING = 0.15;
  private static final int SIDE = 8;
  private static final int STEPS = 6;

  private final Random random;

  private SyntheticRows(long seed) {
    this.random = new Random(seed);
  }

  /** The rows of both splits. */
  static Dataset<Row> table(SparkSession spark, int trainRows, int testRows, long seed) {
    SyntheticRows rows = new SyntheticRows(seed);
    List<Row> all = new ArrayList<>();
    for (int i = 0; i < trainRows + testRows; i++) {
      all.add(rows.row(i, i < trainRows));
    }
    return spark.createDataFrame(all, StructType.fromDDL(COLUMNS));
  }

  private Row row(int i, boolean train) {
    int label = random.nextInt(CLASSES);
    boolean[] present = new boolean[MODALITIES];
    present[random.nextInt(MODALITIES)] = true;
    for (int m = 0; m < MODALITIES; m++) {
      present[m] |= random.nextDouble() >= ABSENT;
    }
    int kind = seen(label);
    return RowFactory.create(
        "row-" + i,
        label,
        present[0] ? text(seen(label)) : null,
        present[1] ? image(seen(label)) : null,
        present[2] ? series(seen(label)) : null,
        present[3] ? kind + 0.3 * random.nextGaussian() : null,
        present[3] && random.nextBoolean() ? 20 + 50 * random.nextDouble() : null,
        present[3] ? "kind " + kind : null,
        train ? "train" : "test");
  }

  /** The class that a modality shows. */
  private int seen(int label) {
    return random.nextDouble() < MISLEADING ? random.nextInt(CLASSES) : label;
  }

  private String text(int label) {
    return WORDS[label] + " thing " + (char) ('a' + random.nextInt(5));
  }

  private byte[] image(int label) {
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

  private List<List<Float>> series(int label) {
    List<List<Float>> steps = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      float level = (float) (label + 0.3 * random.nextGaussian());
      float wave = (float) (Math.sin((label + 1) * step) + 0.1 * random.nextGaussian());
      steps.add(List.of(level, wave));
    }
    return steps;
  }
}
