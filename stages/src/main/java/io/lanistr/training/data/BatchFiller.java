package io.lanistr.training.data;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.ImageItems;
import io.lanistr.network.batch.SeriesItems;
import io.lanistr.network.batch.TableItems;
import io.lanistr.network.batch.TextItems;
import io.lanistr.training.MultimodalMetadata;

/**
 * Copies rows of a shard into the network's batch: a few bulk copies a row, no object. Holds
 * scratch memory: one filler a thread.
 */
public final class BatchFiller {
  private static final int TEXT = 1;
  private static final int IMAGE = 2;
  private static final int SERIES = 4;
  private static final int TABLE = 8;

  private final ArrowShard shard;
  private final ModalityDropout dropout;
  private final PixelScale scale;
  private final byte[] bytes;
  private int[] tokens = new int[0];

  /**
   * @param modalityDropout probability of leaving out a modality that a row has
   */
  public BatchFiller(ArrowShard shard, double modalityDropout, long seed) {
    this.shard = shard;
    MultimodalMetadata metadata = shard.metadata();
    dropout = new ModalityDropout(modalityDropout, seed);
    scale = metadata.image() == null ? null : new PixelScale(metadata.image());
    bytes = scale == null ? null : new byte[scale.size()];
    tokens = metadata.text() == null ? null : new int[metadata.text().maxTokens()];
  }

  /** Adds a row with everything it has, less what modality dropout leaves out in this epoch. */
  public void add(Batch batch, int row, int epoch) {
    add(batch, row, epoch, true);
  }

  /** Adds a row with images whose pixels are left as they are: enough to draw masks and count. */
  public void addWithoutPixels(Batch batch, int row, int epoch) {
    add(batch, row, epoch, false);
  }

  private void add(Batch batch, int row, int epoch, boolean withPixels) {
    int number = shard.batchOf(row);
    ShardBatch source = shard.batch(number);
    int local = row - shard.start(number);
    long id = source.rowId(local);
    int target = batch.addRow(id, source.label(local), source.weight(local));
    int kept = dropout.keep(epoch, id, present(source, local));
    if ((kept & TEXT) != 0) {
      addTexts(batch.text(), target, source, local);
    }
    if ((kept & IMAGE) != 0) {
      addImages(batch.images(), target, source, local, withPixels);
    }
    if ((kept & SERIES) != 0) {
      addSeries(batch.series(), target, source, local);
    }
    if ((kept & TABLE) != 0) {
      addTable(batch.tables(), target, source, local);
    }
  }

  private static int present(ShardBatch source, int row) {
    return (source.firstText(row + 1) > source.firstText(row) ? TEXT : 0)
        | (source.firstImage(row + 1) > source.firstImage(row) ? IMAGE : 0)
        | (source.firstSeriesValue(row + 1) > source.firstSeriesValue(row) ? SERIES : 0)
        | (source.firstTableValue(row + 1) > source.firstTableValue(row) ? TABLE : 0);
  }

  private void addTexts(TextItems items, int target, ShardBatch source, int row) {
    for (int text = source.firstText(row); text < source.firstText(row + 1); text++) {
      int from = source.firstToken(text);
      int count = source.firstToken(text + 1) - from;
      source.tokens(from, tokens, 0, count);
      items.add(target, tokens, 0, count);
    }
  }

  private void addImages(
      ImageItems items, int target, ShardBatch source, int row, boolean withPixels) {
    for (int image = source.firstImage(row); image < source.firstImage(row + 1); image++) {
      int at = items.add(target);
      if (withPixels) {
        source.pixels(image * bytes.length, bytes, 0, bytes.length);
        scale.apply(bytes, items.pixels(), at);
      }
    }
  }

  private void addSeries(SeriesItems items, int target, ShardBatch source, int row) {
    int from = source.firstSeriesValue(row);
    int count = source.firstSeriesValue(row + 1) - from;
    int at = items.add(target, count / items.channels());
    source.series(from, items.values(), at, count);
  }

  private void addTable(TableItems items, int target, ShardBatch source, int row) {
    int from = source.firstTableValue(row);
    int at = items.add(target);
    source.table(from, items.features(), at, source.firstTableValue(row + 1) - from);
  }
}
