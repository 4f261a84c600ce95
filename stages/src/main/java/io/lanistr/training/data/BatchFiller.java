package io.lanistr.training.data;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.weights.Part;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.TrainingConfig;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Copies rows of a shard into the network's batch: a few bulk copies a row, no object. Holds
 * scratch memory: one filler a thread.
 */
public final class BatchFiller {
  /** The modalities; the place of each is its bit in modality dropout. */
  private static final List<Part> MODALITIES =
      List.of(Part.TEXT, Part.IMAGE, Part.SERIES, Part.TABLE);

  private final ArrowShard shard;
  private final ModalityDropout dropout;
  private final ItemReader reader;
  private final ItemDigest digest = new ItemDigest();
  private final Map<Part, StateStore> states = new EnumMap<>(Part.class);

  /** A filler that adds rows as they are. */
  public BatchFiller(ArrowShard shard) {
    this.shard = shard;
    dropout = new ModalityDropout(0, 0);
    reader = new ItemReader(shard.metadata());
  }

  /**
   * A filler for training: it leaves out modalities and varies pictures as the configuration says.
   *
   * @param encoders ids of encoders that the network lacks; this JVM has their states of all items
   */
  public BatchFiller(ArrowShard shard, TrainingConfig training, Map<Part, String> encoders) {
    this.shard = shard;
    dropout = new ModalityDropout(training.modalityDropout(), training.seed());
    MultimodalMetadata metadata = shard.metadata();
    boolean varies = metadata.image() != null && training.augmentation().changes();
    reader =
        new ItemReader(
            metadata,
            varies
                ? new PictureVariation(training.augmentation(), training.seed(), metadata.image())
                : null);
    encoders.forEach((part, id) -> states.put(part, StateStores.find(id)));
  }

  /** Adds a row with everything it has, less what modality dropout leaves out in this epoch. */
  public void add(Batch batch, int row, int epoch) {
    add(batch, row, epoch, true);
  }

  /**
   * Adds a row without its images' pixels and without what is encoded elsewhere: enough to draw
   * masks and count.
   */
  public void addForCounting(Batch batch, int row, int epoch) {
    add(batch, row, epoch, false);
  }

  private void add(Batch batch, int row, int epoch, boolean withValues) {
    int number = shard.batchOf(row);
    ShardBatch source = shard.batch(number);
    int local = row - shard.start(number);
    long id = source.rowId(local);
    int target = batch.addRow(id, source.label(local), source.weight(local));
    addTargets(batch, target, source, local, id);
    int present = 0;
    for (int i = 0; i < MODALITIES.size(); i++) {
      present |= ItemReader.items(source, MODALITIES.get(i), local) > 0 ? 1 << i : 0;
    }
    int kept = dropout.keep(epoch, id, present);
    for (int i = 0; i < MODALITIES.size(); i++) {
      if ((kept & 1 << i) != 0) {
        addItems(batch, MODALITIES.get(i), target, source, local, epoch, withValues);
      }
    }
  }

  private static void addTargets(Batch batch, int target, ShardBatch source, int row, long id) {
    int count = batch.targets();
    if (count > 0) {
      int from = source.firstTarget(row);
      int given = source.firstTarget(row + 1) - from;
      if (given != count) {
        throw new IllegalArgumentException(
            "Row id " + id + " has " + given + " numbers to learn instead of " + count + ".");
      }
      source.targets(from, batch.target(), target * count, count);
    }
  }

  private void addItems(
      Batch batch,
      Part part,
      int target,
      ShardBatch source,
      int row,
      int epoch,
      boolean withValues) {
    EncodedItems encoded = batch.encoded(part);
    int items = ItemReader.items(source, part, row);
    for (int i = 0; i < items; i++) {
      if (encoded != null && withValues) {
        reader.read(source, part, row, i);
        addStates(part, encoded, target);
      } else if (encoded == null && part == Part.IMAGE && !withValues) {
        batch.images().addWithoutPixels(target);
      } else if (encoded == null) {
        reader.read(source, part, row, i);
        reader.put(batch, target, epoch, i);
      }
    }
  }

  private void addStates(Part part, EncodedItems encoded, int target) {
    reader.digest(digest);
    StateStore store = states.get(part);
    if (store == null || !store.copy(digest, encoded, target)) {
      throw new IllegalStateException(
          "The states of the frozen "
              + part.name().toLowerCase(Locale.ROOT)
              + " encoder are not on this executor. Train again.");
    }
  }
}
