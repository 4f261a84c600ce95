package io.lanistr.training;

import io.lanistr.tensor.Random64;
import io.lanistr.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of random content: row i has the modalities whose bits are set in i % 15 + 1, so every 15
 * rows hold all subsets. Columns: row (multimodal), label (bits mod 3), weight.
 */
public final class SyntheticRows {
  /** Sizes of all modalities. */
  public static final MultimodalMetadata METADATA =
      new MultimodalMetadata(
          new MultimodalMetadata.Text(30, 8, 0, 1, 2, 3),
          new MultimodalMetadata.Image(1, 8, 8, List.of(0.5), List.of(0.25)),
          new MultimodalMetadata.Series(3, 6),
          new MultimodalMetadata.Table(List.of("a", "b", "c"), List.of(0, 4, 0)));

  /** The same without a table. */
  public static final MultimodalMetadata WITHOUT_TABLE =
      new MultimodalMetadata(METADATA.text(), METADATA.image(), METADATA.series(), null);

  private SyntheticRows() {}

  /** {@code count} rows in {@code partitions} partitions. */
  public static Dataset<Row> of(int count, int partitions, MultimodalMetadata metadata) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int subset = metadata.table() == null ? i % 7 + 1 : i % 15 + 1;
      rows.add(RowFactory.create(row(i, subset), subset % 3, 0.5f + i % 4));
    }
    return of(rows, partitions, metadata);
  }

  /** Given rows of (multimodal, label, weight). */
  public static Dataset<Row> of(List<Row> rows, int partitions, MultimodalMetadata metadata) {
    StructType schema =
        new StructType(
            new StructField[] {
              MultimodalSchema.field("row", metadata),
              DataTypes.createStructField("label", DataTypes.IntegerType, true),
              DataTypes.createStructField("weight", DataTypes.FloatType, true)
            });
    return LocalSpark.session().createDataFrame(rows, schema).repartition(partitions);
  }

  /** The multimodal value of row i with the modalities of a bit set. */
  public static Row row(int i, int subset) {
    Random64 random = Random64.of(7, i);
    return RowFactory.create(
        random.nextLong(99),
        (subset & 1) == 0 ? null : texts(random, 1 + i % 2),
        (subset & 2) == 0 ? null : new byte[][] {pixels(random)},
        (subset & 4) == 0 ? null : series(random, 2 + i % 5),
        (subset & 8) == 0 ? null : table(random));
  }

  private static int[][] texts(Random64 random, int count) {
    int[][] texts = new int[count][];
    for (int k = 0; k < count; k++) {
      int length = 4 + random.nextInt(k, 5);
      texts[k] = new int[length];
      for (int t = 0; t < length; t++) {
        texts[k][t] = t == 0 ? 1 : t == length - 1 ? 2 : 4 + random.nextInt(100L * k + t, 26);
      }
    }
    return texts;
  }

  private static byte[] pixels(Random64 random) {
    byte[] pixels = new byte[64];
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] = (byte) random.nextInt(1000 + p, 256);
    }
    return pixels;
  }

  private static Row series(Random64 random, int steps) {
    float[] values = new float[steps * 3];
    for (int t = 0; t < values.length; t++) {
      values[t] = (float) random.nextGaussian(2000 + t);
    }
    return RowFactory.create(steps, values);
  }

  private static float[] table(Random64 random) {
    return new float[] {
      (float) random.nextGaussian(3000), random.nextInt(3001, 4), (float) random.nextGaussian(3002)
    };
  }
}
