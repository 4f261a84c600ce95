package io.lanistr.training.data;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.weights.Part;
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

  /**
   * @param modalityDropout probability of leaving out a modality that a row has
   */
  public BatchFiller(ArrowShard shard, double modalityDropout, long seed) {
    this(shard, modalityDropout, seed, Map.of());
  }

  /**
   * A filler for a network some of whose encoders are kept elsewhere.
   *
   * @param encoders ids of those encoders, whose states of all items this JVM has
   */
  public BatchFiller(
      ArrowShard shard, double modalityDropout, long seed, Map<Part, String> encoders) {
    this.shard = shard;
    dropout = new ModalityDropout(modalityDropout, seed);
    reader = new ItemReader(shard.metadata());
    encoders.forEach((part, id) -> states.put(part, StateStores.find(id)));
  }

  /** Adds a row with everything it has, less what modality dropout leaves out in this epoch. */
  public void add(Batch batch, int row, int epoch) {
    add(batch, row, epoch, true);
  }

  /**
   * Adds a row with images whose pixels are left as they are, and without what is encoded
   * elsewhere: enough to draw masks and count.
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
    int present = 0;
    for (int i = 0; i < MODALITIES.size(); i++) {
      present |= ItemReader.items(source, MODALITIES.get(i), local) > 0 ? 1 << i : 0;
    }
    int kept = dropout.keep(epoch, id, present);
    for (int i = 0; i < MODALITIES.size(); i++) {
      if ((kept & 1 << i) != 0) {
        addItems(batch, MODALITIES.get(i), target, source, local, withValues);
      }
    }
  }

  private void addItems(
      Batch batch, Part part, int target, ShardBatch source, int row, boolean withValues) {
    EncodedItems encoded = batch.encoded(part);
    int items = ItemReader.items(source, part, row);
    for (int i = 0; i < items; i++) {
      if (encoded != null && withValues) {
        reader.read(source, part, row, i);
        addStates(part, encoded, target);
      } else if (encoded == null && part == Part.IMAGE && !withValues) {
        batch.images().add(target);
      } else if (encoded == null) {
        reader.read(source, part, row, i);
        reader.put(batch, target);
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
