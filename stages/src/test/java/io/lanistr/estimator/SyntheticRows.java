package io.lanistr.estimator;

import io.lanistr.testing.LocalSpark;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of two classes that every modality tells apart: the words, the brightness, the level of the
 * series and the table's category and number. Row i has the modalities of the bits of i % 15 + 1,
 * so that all 15 non-empty subsets occur.
 */
final class SyntheticRows {
  static final MultimodalMetadata METADATA =
      new MultimodalMetadata(
          new MultimodalMetadata.Text(20, 8, 0, 1, 2, 3),
          new MultimodalMetadata.Image(1, 8, 8, List.of(0.5), List.of(0.5)),
          new MultimodalMetadata.Series(2, 4),
          new MultimodalMetadata.Table(List.of("size", "kind"), List.of(0, 3)));

  static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.StringType, false)
          .add("label", DataTypes.DoubleType, true)
          .add(MultimodalSchema.field("multimodal", METADATA));

  private SyntheticRows() {}

  /** A table of {@code count} labelled rows. */
  static Dataset<Row> table(int count, long seed) {
    return LocalSpark.session().createDataFrame(rows(count, seed), SCHEMA);
  }

  static List<Row> rows(int count, long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(2);
      rows.add(RowFactory.create("row" + i, (double) label, value(i, i % 15 + 1, label, random)));
    }
    return rows;
  }

  /** A value of the multimodal column with the modalities of a bit set. */
  static Row value(long id, int modalities, int label, Random random) {
    return RowFactory.create(
        id,
        (modalities & 1) != 0 ? List.of(text(label, random)) : null,
        (modalities & 2) != 0 ? List.of(image(label, random)) : null,
        (modalities & 4) != 0 ? series(label, random) : null,
        (modalities & 8) != 0
            ? List.of(
                (float) (label + 0.3 * random.nextGaussian()), (float) (label + random.nextInt(2)))
            : null);
  }

  private static List<Integer> text(int label, Random random) {
    Integer[] tokens = new Integer[4 + random.nextInt(4)];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = 4 + 8 * label + random.nextInt(8);
    }
    tokens[0] = 1;
    tokens[tokens.length - 1] = 2;
    return Arrays.asList(tokens);
  }

  private static byte[] image(int label, Random random) {
    byte[] pixels = new byte[64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (60 + 90 * label + random.nextInt(60));
    }
    return pixels;
  }

  private static Row series(int label, Random random) {
    int steps = 1 + random.nextInt(4);
    Float[] values = new Float[2 * steps];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * label - 1 + 0.3 * random.nextGaussian());
    }
    return RowFactory.create(steps, Arrays.asList(values));
  }
}
