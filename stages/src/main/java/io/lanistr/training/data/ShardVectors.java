package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** The record batch that is being filled, row after row. */
final class ShardVectors implements AutoCloseable {
  private static final float[] NOTHING = new float[0];
  private static final int FIRST_IMAGES = 16;

  private final RowChecks checks;
  private final VectorSchemaRoot root;
  private final BigIntVector rowId;
  private final IntVector label;
  private final Float4Vector weight;
  private final ListVector target;
  private final ListVector text;
  private final ListVector image;
  private final ListVector series;
  private final ListVector table;
  private int rows;
  private long bytes;

  ShardVectors(MultimodalMetadata metadata, BufferAllocator allocator) {
    checks = new RowChecks(metadata);
    root = VectorSchemaRoot.create(ShardColumns.schema(metadata), allocator);
    rowId = (BigIntVector) root.getVector(ShardColumns.ROW_ID);
    label = (IntVector) root.getVector(ShardColumns.LABEL);
    weight = (Float4Vector) root.getVector(ShardColumns.WEIGHT);
    target = (ListVector) root.getVector(ShardColumns.TARGET);
    text = (ListVector) root.getVector(ShardColumns.TEXT);
    image = (ListVector) root.getVector(ShardColumns.IMAGE);
    series = (ListVector) root.getVector(ShardColumns.SERIES);
    table = (ListVector) root.getVector(ShardColumns.TABLE);
    if (image != null) {
      // Arrow begins with room for thousands of values, which is gigabytes of large images.
      image.getDataVector().setInitialCapacity(FIRST_IMAGES);
    }
  }

  VectorSchemaRoot root() {
    return root;
  }

  int rows() {
    return rows;
  }

  /** About how many bytes the batch has so far. */
  long bytes() {
    return bytes;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if its values don't fit the metadata
   */
  void append(UnsafeRow row) {
    long id = row.getLong(RowPlacement.ROW_ID);
    rowId.setSafe(rows, id);
    label.setSafe(rows, row.getInt(RowPlacement.LABEL));
    weight.setSafe(rows, row.getFloat(RowPlacement.WEIGHT));
    UnsafeArrayData numbers = array(row, RowPlacement.TARGET);
    appendFloats(target, numbers == null ? NOTHING : numbers.toFloatArray());
    boolean any = text != null && appendText(id, array(row, RowPlacement.TEXT));
    any |= image != null && appendImage(id, array(row, RowPlacement.IMAGE));
    any |= series != null && appendSeries(id, array(row, RowPlacement.SERIES));
    any |= table != null && appendTable(id, array(row, RowPlacement.TABLE));
    checks.present(id, any);
    bytes += row.getSizeInBytes();
    rows++;
  }

  /** Closes the batch's row count; the vectors can then be unloaded. */
  void finish() {
    root.setRowCount(rows);
  }

  /** Empties the vectors for the next batch. */
  void reset() {
    for (FieldVector vector : root.getFieldVectors()) {
      vector.reset();
    }
    rows = 0;
    bytes = 0;
  }

  private static UnsafeArrayData array(UnsafeRow row, int field) {
    return row.isNullAt(field) ? null : row.getArray(field);
  }

  private boolean appendText(long id, UnsafeArrayData texts) {
    ListVector each = (ListVector) text.getDataVector();
    int at = text.startNewValue(rows);
    int count = texts == null ? 0 : texts.numElements();
    for (int i = 0; i < count; i++) {
      int[] tokens = texts.isNullAt(i) ? new int[0] : texts.getArray(i).toIntArray();
      checks.tokens(id, tokens, tokens.length);
      int from = each.startNewValue(at + i);
      IntVector ids = (IntVector) each.getDataVector();
      for (int k = 0; k < tokens.length; k++) {
        ids.setSafe(from + k, tokens[k]);
      }
      each.endValue(at + i, tokens.length);
    }
    text.endValue(rows, count);
    return count > 0;
  }

  private boolean appendImage(long id, UnsafeArrayData images) {
    FixedSizeBinaryVector each = (FixedSizeBinaryVector) image.getDataVector();
    int at = image.startNewValue(rows);
    int count = images == null ? 0 : images.numElements();
    for (int i = 0; i < count; i++) {
      byte[] pixels = images.isNullAt(i) ? null : images.getBinary(i);
      checks.image(id, pixels);
      each.setSafe(at + i, pixels);
    }
    image.endValue(rows, count);
    return count > 0;
  }

  private boolean appendSeries(long id, UnsafeArrayData data) {
    float[] values = data == null ? NOTHING : data.toFloatArray();
    checks.series(id, values, values.length);
    appendFloats(series, values);
    return values.length > 0;
  }

  private boolean appendTable(long id, UnsafeArrayData data) {
    float[] values = data == null ? NOTHING : data.toFloatArray();
    checks.table(id, values, values.length);
    appendFloats(table, values);
    return values.length > 0;
  }

  private void appendFloats(ListVector vector, float[] values) {
    Float4Vector each = (Float4Vector) vector.getDataVector();
    int at = vector.startNewValue(rows);
    for (int i = 0; i < values.length; i++) {
      each.setSafe(at + i, values[i]);
    }
    vector.endValue(rows, values.length);
  }

  @Override
  public void close() {
    root.close();
  }
}
