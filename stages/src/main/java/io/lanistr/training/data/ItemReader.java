package io.lanistr.training.data;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.weights.Part;
import io.lanistr.training.MultimodalMetadata;

/**
 * Reads the items of a shard's rows, one at a time, by a bulk copy into scratch memory: one reader
 * a thread.
 */
final class ItemReader {
  private final PixelScale scale;
  private final byte[] pixels;
  private final int[] tokens;
  private float[] values = new float[0];
  private Part part;
  private int count;

  ItemReader(MultimodalMetadata metadata) {
    scale = metadata.image() == null ? null : new PixelScale(metadata.image());
    pixels = scale == null ? null : new byte[scale.size()];
    tokens = metadata.text() == null ? null : new int[metadata.text().maxTokens()];
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
        int image = source.firstImage(row) + number;
        source.pixels(image * pixels.length, pixels, 0, pixels.length);
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

  /** Takes the digest of the item that was read last. */
  void digest(ItemDigest digest) {
    switch (part) {
      case TEXT -> digest.of(tokens, count);
      case IMAGE -> digest.of(pixels);
      case SERIES, TABLE -> digest.of(values, count);
      case PROJECTIONS, FUSION, HEADS -> throw noItems(part);
    }
  }

  /** Adds the item that was read last to a row of a batch. */
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
