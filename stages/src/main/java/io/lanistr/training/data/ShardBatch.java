package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.List;
import org.apache.arrow.vector.ipc.message.ArrowBuffer;

/**
 * Typed views of one Arrow record batch in mapped memory.
 *
 * <p>Buffers follow one another as the Arrow format lays a record batch out, depth first: for each
 * column its validity and then its data or offsets, then its children. Only absolute reads are
 * made, so many threads can share the views.
 */
final class ShardBatch {
  private static final int VALIDITY_AND_DATA = 2;

  private final int rows;
  private final LongBuffer rowId;
  private final IntBuffer label;
  private final FloatBuffer weight;
  private final IntBuffer targetOffsets;
  private final FloatBuffer targets;
  private final IntBuffer texts;
  private final IntBuffer textTokens;
  private final IntBuffer tokens;
  private final IntBuffer images;
  private final ByteBuffer pixels;
  private final IntBuffer seriesOffsets;
  private final FloatBuffer series;
  private final IntBuffer tableOffsets;
  private final FloatBuffer table;

  ShardBatch(int rows, ByteBuffer body, List<ArrowBuffer> layout, MultimodalMetadata metadata) {
    this.rows = rows;
    Cursor cursor = new Cursor(body, layout);
    rowId = cursor.next().asLongBuffer();
    label = cursor.next().asIntBuffer();
    weight = cursor.next().asFloatBuffer();
    targetOffsets = cursor.next().asIntBuffer();
    targets = cursor.next().asFloatBuffer();
    boolean hasText = metadata.text() != null;
    texts = hasText ? cursor.next().asIntBuffer() : null;
    textTokens = hasText ? cursor.next().asIntBuffer() : null;
    tokens = hasText ? cursor.next().asIntBuffer() : null;
    boolean hasImage = metadata.image() != null;
    images = hasImage ? cursor.next().asIntBuffer() : null;
    pixels = hasImage ? cursor.next() : null;
    boolean hasSeries = metadata.series() != null;
    seriesOffsets = hasSeries ? cursor.next().asIntBuffer() : null;
    series = hasSeries ? cursor.next().asFloatBuffer() : null;
    boolean hasTable = metadata.table() != null;
    tableOffsets = hasTable ? cursor.next().asIntBuffer() : null;
    table = hasTable ? cursor.next().asFloatBuffer() : null;
  }

  int rows() {
    return rows;
  }

  long rowId(int row) {
    return rowId.get(row);
  }

  int label(int row) {
    return label.get(row);
  }

  float weight(int row) {
    return weight.get(row);
  }

  /** First of the row's numbers to learn. */
  int firstTarget(int row) {
    return targetOffsets.get(row);
  }

  void targets(int from, float[] target, int at, int count) {
    targets.get(from, target, at, count);
  }

  /** Number of the row's first text; the next row's first ends its texts. */
  int firstText(int row) {
    return texts == null ? 0 : texts.get(row);
  }

  /** First token of a text. */
  int firstToken(int text) {
    return textTokens == null ? 0 : textTokens.get(text);
  }

  void tokens(int from, int[] target, int at, int count) {
    tokens.get(from, target, at, count);
  }

  /** Number of the row's first image. */
  int firstImage(int row) {
    return images == null ? 0 : images.get(row);
  }

  void pixels(int from, byte[] target, int at, int count) {
    pixels.get(from, target, at, count);
  }

  /** First value of the row's series. */
  int firstSeriesValue(int row) {
    return seriesOffsets == null ? 0 : seriesOffsets.get(row);
  }

  void series(int from, float[] target, int at, int count) {
    series.get(from, target, at, count);
  }

  /** First value of the row's table columns. */
  int firstTableValue(int row) {
    return tableOffsets == null ? 0 : tableOffsets.get(row);
  }

  void table(int from, float[] target, int at, int count) {
    table.get(from, target, at, count);
  }

  /** Steps over the validity buffers, which nothing here needs. */
  private static final class Cursor {
    private final ByteBuffer body;
    private final List<ArrowBuffer> layout;
    private int next = 1;

    Cursor(ByteBuffer body, List<ArrowBuffer> layout) {
      this.body = body;
      this.layout = layout;
    }

    ByteBuffer next() {
      ArrowBuffer buffer = layout.get(next);
      next += VALIDITY_AND_DATA;
      return body.slice(Math.toIntExact(buffer.getOffset()), Math.toIntExact(buffer.getSize()))
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
