package io.lanistr.training.data;

import io.lanistr.network.batch.Batch;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Copies the values of a multimodal column into the network's batch, for scoring. Modalities that
 * the network lacks are passed over. Holds scratch memory: one filler a thread.
 */
public final class RowBatchFiller {
  private static final int ROW_ID = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.ROW_ID);
  private static final int TEXT = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.TEXT);
  private static final int IMAGE = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.IMAGE);
  private static final int SERIES = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.SERIES);
  private static final int TABLE = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.TABLE);
  private static final int VALUES =
      MultimodalSchema.SERIES_TYPE.fieldIndex(MultimodalSchema.VALUES);

  private final RowChecks checks;
  private final PixelScale scale;
  private int[] ints = new int[0];
  private float[] floats = new float[0];

  /**
   * @param metadata of the column that the rows come from
   */
  public RowBatchFiller(MultimodalMetadata metadata) {
    checks = new RowChecks(metadata);
    scale = metadata.image() == null ? null : new PixelScale(metadata.image());
  }

  /**
   * Adds a row of unit weight without a label.
   *
   * @param row a value of the multimodal column
   * @throws IllegalArgumentException if the row has no modality that the network knows, or a value
   *     does not fit the metadata
   */
  public void add(Batch batch, Row row) {
    long id = row.getLong(ROW_ID);
    int target = batch.addRow(id, Batch.UNLABELLED, 1);
    boolean any = batch.text() != null && addTexts(batch, target, id, seq(row, TEXT));
    any |= batch.images() != null && addImages(batch, target, id, seq(row, IMAGE));
    any |= batch.series() != null && addSeries(batch, target, id, row);
    any |= batch.tables() != null && addTable(batch, target, id, seq(row, TABLE));
    checks.present(id, any);
  }

  private boolean addTexts(Batch batch, int target, long id, Seq<Object> texts) {
    int count = size(texts);
    for (int i = 0; i < count; i++) {
      Seq<?> tokens = (Seq<?>) texts.apply(i);
      int length = tokens.size();
      ints = ints.length < length ? new int[length] : ints;
      for (int k = 0; k < length; k++) {
        ints[k] = (Integer) tokens.apply(k);
      }
      checks.tokens(id, ints, length);
      batch.text().add(target, ints, 0, length);
    }
    return count > 0;
  }

  private boolean addImages(Batch batch, int target, long id, Seq<Object> images) {
    int count = size(images);
    for (int i = 0; i < count; i++) {
      byte[] bytes = (byte[]) images.apply(i);
      checks.image(id, bytes);
      int at = batch.images().add(target);
      scale.apply(bytes, batch.images().pixels(), at);
    }
    return count > 0;
  }

  private boolean addSeries(Batch batch, int target, long id, Row row) {
    if (row.isNullAt(SERIES)) {
      return false;
    }
    int count = floats(seq(row.getStruct(SERIES), VALUES));
    checks.series(id, floats, count);
    if (count == 0) {
      return false;
    }
    int at = batch.series().add(target, count / batch.series().channels());
    System.arraycopy(floats, 0, batch.series().values(), at, count);
    return true;
  }

  private boolean addTable(Batch batch, int target, long id, Seq<Object> values) {
    int count = floats(values);
    checks.table(id, floats, count);
    if (count == 0) {
      return false;
    }
    int at = batch.tables().add(target);
    System.arraycopy(floats, 0, batch.tables().features(), at, count);
    return true;
  }

  private int floats(Seq<Object> values) {
    int count = size(values);
    floats = floats.length < count ? new float[count] : floats;
    for (int i = 0; i < count; i++) {
      floats[i] = (Float) values.apply(i);
    }
    return count;
  }

  private static Seq<Object> seq(Row row, int field) {
    return row.isNullAt(field) ? null : row.getSeq(field);
  }

  private static int size(Seq<Object> values) {
    return values == null ? 0 : values.size();
  }
}
