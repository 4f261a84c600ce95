package io.lanistr.training.data;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.weights.Part;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Reads the items of rows, of a shard or of a multimodal column, one at a time into scratch memory,
 * from where they go into a batch: one reader a thread.
 */
final class ItemReader {
  private static final int TEXT = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.TEXT);
  private static final int IMAGE = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.IMAGE);
  private static final int SERIES = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.SERIES);
  private static final int TABLE = MultimodalSchema.TYPE.fieldIndex(MultimodalSchema.TABLE);
  private static final int VALUES =
      MultimodalSchema.SERIES_TYPE.fieldIndex(MultimodalSchema.VALUES);

  private final PixelScale scale;
  private final PictureVariation variationOrNull;
  private final float[] picture;
  private final byte[] image;
  private byte[] pixels;
  private int[] tokens;
  private float[] values = new float[0];
  private Part part;
  private int count;

  /** A reader of items as they are. */
  ItemReader(MultimodalMetadata metadata) {
    this(metadata, null);
  }

  /**
   * A reader whose pictures vary.
   *
   * @param variationOrNull null for pictures as they are
   */
  ItemReader(MultimodalMetadata metadata, PictureVariation variationOrNull) {
    this.variationOrNull = variationOrNull;
    picture = new float[variationOrNull == null ? 0 : metadata.image().size()];
    scale = metadata.image() == null ? null : new PixelScale(metadata.image());
    image = scale == null ? null : new byte[scale.size()];
    tokens = new int[metadata.text() == null ? 0 : metadata.text().maxTokens()];
  }

  /** Number of a row's items of a modality; of series and tables there is one or none. */
  static int items(ShardBatch source, Part part, int row) {
    return switch (part) {
      case TEXT -> source.firstText(row + 1) - source.firstText(row);
      case IMAGE -> source.firstImage(row + 1) - source.firstImage(row);
      case SERIES -> source.firstSeriesValue(row + 1) > source.firstSeriesValue(row) ? 1 : 0;
      case TABLE -> source.firstTableValue(row + 1) > source.firstTableValue(row) ? 1 : 0;
      case PROJECTIONS, FUSION, HEADS -> throw noItems(part);
    };
  }

  /** Reads the {@code number}-th item that a row has of a modality. */
  void read(ShardBatch source, Part ofPart, int row, int number) {
    part = ofPart;
    switch (part) {
      case TEXT -> {
        int text = source.firstText(row) + number;
        int from = source.firstToken(text);
        count = source.firstToken(text + 1) - from;
        source.tokens(from, tokens, 0, count);
      }
      case IMAGE -> {
        pixels = image;
        source.pixels((source.firstImage(row) + number) * image.length, image, 0, image.length);
      }
      case SERIES -> {
        int from = source.firstSeriesValue(row);
        count = source.firstSeriesValue(row + 1) - from;
        values = Grow.atLeast(values, count);
        source.series(from, values, 0, count);
      }
      case TABLE -> {
        int from = source.firstTableValue(row);
        count = source.firstTableValue(row + 1) - from;
        values = Grow.atLeast(values, count);
        source.table(from, values, 0, count);
      }
      case PROJECTIONS, FUSION, HEADS -> throw noItems(part);
    }
  }

  /** Number of the items of a modality in a value of the multimodal column. */
  static int items(Row value, Part part) {
    return switch (part) {
      case TEXT -> size(value, TEXT);
      case IMAGE -> size(value, IMAGE);
      case SERIES -> !value.isNullAt(SERIES) && size(value.getStruct(SERIES), VALUES) > 0 ? 1 : 0;
      case TABLE -> size(value, TABLE) > 0 ? 1 : 0;
      case PROJECTIONS, FUSION, HEADS -> throw noItems(part);
    };
  }

  private static int size(Row row, int field) {
    return row.isNullAt(field) ? 0 : row.getSeq(field).size();
  }

  /**
   * Reads the {@code number}-th item of a modality in a value of the multimodal column.
   *
   * @throws IllegalArgumentException if it does not fit the column's metadata
   */
  void read(Row value, Part ofPart, int number, long rowId, RowChecks checks) {
    part = ofPart;
    switch (part) {
      case TEXT -> {
        Seq<Object> ids = value.<Seq<Object>>getSeq(TEXT).apply(number);
        count = ids.size();
        tokens = Grow.atLeast(tokens, count);
        for (int i = 0; i < count; i++) {
          tokens[i] = (Integer) ids.apply(i);
        }
        checks.tokens(rowId, tokens, count);
      }
      case IMAGE -> {
        pixels = value.<byte[]>getSeq(IMAGE).apply(number);
        checks.image(rowId, pixels);
      }
      case SERIES -> {
        readFloats(value.getStruct(SERIES).getSeq(VALUES));
        checks.series(rowId, values, count);
      }
      case TABLE -> {
        readFloats(value.getSeq(TABLE));
        checks.table(rowId, values, count);
      }
      case PROJECTIONS, FUSION, HEADS -> throw noItems(part);
    }
  }

  private void readFloats(Seq<Object> numbers) {
    count = numbers.size();
    values = Grow.atLeast(values, count);
    for (int i = 0; i < count; i++) {
      values[i] = (Float) numbers.apply(i);
    }
  }

  /** Takes the digest of the item that was read last. */
  void digest(ItemDigest digest) {
    switch (part) {
      case TEXT -> digest.of(tokens, count);
      case IMAGE -> digest.of(pixels);
      case SERIES, TABLE -> digest.of(values, count);
      case PROJECTIONS, FUSION, HEADS -> throw noItems(part);
    }
  }

  /**
   * Adds the item that was read last to a row of a batch, in this epoch's variation.
   *
   * @param number the item's place among those of its modality in the row
   */
  void put(Batch batch, int row, int epoch, int number) {
    if (part == Part.IMAGE && variationOrNull != null) {
      int at = batch.images().add(row);
      scale.apply(pixels, picture, 0);
      variationOrNull.apply(
          epoch, batch.rowId()[row], number, picture, batch.images().pixels(), at);
    } else {
      put(batch, row);
    }
  }

  /** Adds the item that was read last to a row of a batch, as it is. */
  void put(Batch batch, int row) {
    switch (part) {
      case TEXT -> batch.text().add(row, tokens, 0, count);
      case IMAGE -> {
        int at = batch.images().add(row);
        scale.apply(pixels, batch.images().pixels(), at);
      }
      case SERIES -> {
        int at = batch.series().add(row, count / batch.series().channels());
        System.arraycopy(values, 0, batch.series().values(), at, count);
      }
      case TABLE -> {
        int at = batch.tables().add(row);
        System.arraycopy(values, 0, batch.tables().features(), at, count);
      }
      case PROJECTIONS, FUSION, HEADS -> throw noItems(part);
    }
  }

  private static IllegalArgumentException noItems(Part part) {
    return new IllegalArgumentException(part + " has no items");
  }
}
