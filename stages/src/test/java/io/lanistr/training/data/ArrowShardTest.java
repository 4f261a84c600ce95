package io.lanistr.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.batch.Batch;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.SmallNetworks;
import io.lanistr.training.SyntheticRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

class ArrowShardTest {
  private static final RowColumns COLUMNS = RowColumns.labelled("row", "label", "weight");

  /** The row ids of each partition, from shards placed on {@code shards} executors. */
  private static List<List<Long>> ids(Dataset<Row> rows, MultimodalMetadata metadata, int shards) {
    String training = UUID.randomUUID().toString();
    try {
      ShardLoader.place(rows, COLUMNS, metadata, training, open(shards), 3).load();
      List<List<Long>> ids = new ArrayList<>();
      for (int p = 0; p < shards; p++) {
        ArrowShard shard = LocalShards.find(training, p).rows();
        List<Long> part = new ArrayList<>();
        for (int i = 0; i < shard.rows(); i++) {
          part.add(shard.rowId(i));
        }
        ids.add(part);
      }
      return ids;
    } finally {
      LocalShards.drop(training);
    }
  }

  private static List<String> open(int shards) {
    String[] locations = new String[shards];
    Arrays.fill(locations, Locations.ANY);
    return Arrays.asList(locations);
  }

  private static List<Long> flat(List<List<Long>> parts) {
    List<Long> all = new ArrayList<>();
    parts.forEach(all::addAll);
    return all;
  }

  /** Row ids in any input order, written by one shard in this thread. */
  private static ArrowShard shard(Dataset<Row> rows, MultimodalMetadata metadata) {
    String training = UUID.randomUUID().toString();
    try {
      ShardLoader.place(rows, COLUMNS, metadata, training, open(1), 3).load();
      return LocalShards.find(training, 0).rows();
    } finally {
      LocalShards.drop(training);
    }
  }

  @Test
  void theSequenceOfRowsDependsNeitherOnTheInputsPartitionsNorOnTheNumberOfShards() {
    Dataset<Row> one = SyntheticRows.of(200, 1, SyntheticRows.METADATA);
    Dataset<Row> seven = SyntheticRows.of(200, 7, SyntheticRows.METADATA);
    List<List<Long>> whole = ids(one, SyntheticRows.METADATA, 1);
    List<List<Long>> parts = ids(seven, SyntheticRows.METADATA, 3);
    assertEquals(3, parts.size());
    assertEquals(200, whole.get(0).stream().distinct().count());
    assertEquals(whole.get(0), flat(parts));
    parts.forEach(part -> assertEquals(200 / 3.0, part.size(), 25));
  }

  @Test
  void batchesHoldExactlyWhatTheRowsHave() {
    int count = 60;
    Dataset<Row> rows = SyntheticRows.of(count, 3, SyntheticRows.METADATA);
    ArrowShard shard = shard(rows, SyntheticRows.METADATA);
    assertEquals(count, shard.rows());
    Map<Long, Row> byId = new HashMap<>();
    for (Row row : rows.collectAsList()) {
      byId.put(row.getStruct(0).getLong(0), row);
    }
    BatchFiller filler = new BatchFiller(shard);
    RowBatchFiller oracle = new RowBatchFiller(SyntheticRows.METADATA);
    Batch batch = new Batch(SmallNetworks.pretraining(SyntheticRows.METADATA));
    Batch expected = new Batch(SmallNetworks.pretraining(SyntheticRows.METADATA));
    for (int i = 0; i < count; i++) {
      filler.add(batch, i, 0);
      Row row = byId.get(shard.rowId(i));
      assertEquals(row.getInt(1), shard.label(i));
      assertEquals(row.getFloat(2), shard.weight(i));
      oracle.add(expected, row.getStruct(0));
    }
    assertEquals(count, batch.rows());
    assertArrayEquals(Arrays.copyOf(expected.rowId(), count), Arrays.copyOf(batch.rowId(), count));
    int tokens = expected.text().tokenCount();
    assertEquals(tokens, batch.text().tokenCount());
    assertArrayEquals(
        Arrays.copyOf(expected.text().tokens(), tokens),
        Arrays.copyOf(batch.text().tokens(), tokens));
    assertArrayEquals(
        Arrays.copyOf(expected.text().row(), expected.text().count()),
        Arrays.copyOf(batch.text().row(), batch.text().count()));
    int pixels = expected.images().count() * 64;
    assertArrayEquals(
        Arrays.copyOf(expected.images().pixels(), pixels),
        Arrays.copyOf(batch.images().pixels(), batch.images().count() * 64));
    int values = expected.series().stepCount() * 3;
    assertArrayEquals(
        Arrays.copyOf(expected.series().values(), values),
        Arrays.copyOf(batch.series().values(), batch.series().stepCount() * 3));
    assertArrayEquals(
        Arrays.copyOf(expected.tables().features(), expected.tables().count() * 3),
        Arrays.copyOf(batch.tables().features(), batch.tables().count() * 3));
  }

  @Test
  void pixelsAreNormalisedByMeanAndDeviation() {
    ArrowShard shard =
        shard(SyntheticRows.of(2, 1, SyntheticRows.METADATA), SyntheticRows.METADATA);
    Batch batch = new Batch(SmallNetworks.pretraining(SyntheticRows.METADATA));
    BatchFiller filler = new BatchFiller(shard);
    filler.add(batch, 0, 0);
    filler.add(batch, 1, 0);
    byte[] bytes = ((byte[][]) SyntheticRows.row(1, 2).get(2))[0];
    for (int i = 0; i < bytes.length; i++) {
      float expected = ((bytes[i] & 0xff) / 255f - 0.5f) / 0.25f;
      assertEquals(expected, batch.images().pixels()[i], 1e-6);
    }
  }

  @Test
  void manyRecordBatchesReadLikeOne() {
    int count = 5000;
    MultimodalMetadata table =
        new MultimodalMetadata(null, null, null, SyntheticRows.METADATA.table());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] values = {i, i % 4, -i};
      rows.add(RowFactory.create(RowFactory.create((long) i, null, null, null, values), 0, 1f));
    }
    ArrowShard shard = shard(SyntheticRows.of(rows, 2, table), table);
    Batch batch = new Batch(SmallNetworks.pretraining(table));
    BatchFiller filler = new BatchFiller(shard);
    for (int i = 0; i < count; i++) {
      filler.add(batch, i, 0);
    }
    for (int i = 0; i < count; i++) {
      assertEquals(batch.rowId()[i], (long) batch.tables().features()[3 * i]);
      assertEquals(batch.rowId()[i] % 4, (long) batch.tables().features()[3 * i + 1]);
    }
  }

  private static String refusal(Row multimodal, Object label, Object weight) {
    Dataset<Row> rows =
        SyntheticRows.of(
            List.of(RowFactory.create(multimodal, label, weight)), 1, SyntheticRows.METADATA);
    Throwable thrown = assertThrows(Exception.class, () -> ids(rows, SyntheticRows.METADATA, 1));
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    return messages.toString();
  }

  private static void assertNames(String messages, String... parts) {
    for (String part : parts) {
      assertTrue(messages.contains(part), messages);
    }
  }

  @Test
  void wrongValuesAreRefusedWithTheRowsId() {
    int[][] unknownToken = {{1, 77, 2}};
    assertNames(
        refusal(RowFactory.create(5L, unknownToken, null, null, null), 0, 1f),
        "Row id 5",
        "token id 77",
        "another vocabulary");
    byte[][] small = {new byte[10]};
    assertNames(
        refusal(RowFactory.create(6L, null, small, null, null), 0, 1f),
        "Row id 6",
        "10 bytes instead of 1 x 8 x 8");
    Row series = RowFactory.create(1, new float[] {1, 2, 3, Float.NaN, 2, 3});
    assertNames(
        refusal(RowFactory.create(7L, null, null, series, null), 0, 1f),
        "Row id 7",
        "step 1, channel 0");
    assertNames(
        refusal(RowFactory.create(8L, null, null, null, new float[] {1, 4, 1}), 0, 1f),
        "Row id 8",
        "column 'b'",
        "below 4");
    assertNames(
        refusal(RowFactory.create(9L, null, null, null, null), 0, 1f), "Row id 9", "none of");
  }

  @Test
  void negativeWeightsAreRefused() {
    assertNames(refusal(SyntheticRows.row(1, 8), 0, -1f), "Weight column 'weight'", "at least 0");
  }

  @Test
  void columnsThatDoNotExistAreRefusedBeforeAnyJob() {
    Dataset<Row> rows = SyntheticRows.of(2, 1, SyntheticRows.METADATA);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    ShardLoader.place(
                        rows,
                        RowColumns.labelled("row", "klass"),
                        SyntheticRows.METADATA,
                        "t",
                        List.of(Locations.ANY),
                        3))
            .getMessage();
    assertNames(message, "label column 'klass'", "row, label, weight");
  }
}
