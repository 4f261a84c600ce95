package io.lanistr.training.data;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.config.EncodedConfig;
import io.lanistr.network.weights.Part;
import java.util.EnumMap;
import java.util.Map;

/** Runs frozen encoders over items, some of one modality at a time: one a thread. */
final class ItemEncoder {
  /** Items of one run of an encoder. */
  private static final int BATCH = 32;

  private final LanistrNetwork network;
  private final Batch batch;
  private final ItemDigest digest = new ItemDigest();
  private final Map<Part, EncodedItems> states = new EnumMap<>(Part.class);
  private long[] keys = new long[2 * BATCH];
  private int items;

  ItemEncoder(FrozenEncoders encoders) {
    network = encoders.open();
    batch = new Batch(network.config());
    for (EncodedConfig modality : encoders.outputs()) {
      states.put(modality.part(), new EncodedItems(modality.width()));
    }
  }

  /**
   * Takes the item that was read last, unless a store has its states.
   *
   * @return whether the item is new
   */
  boolean take(ItemReader reader, long rowId, StateStore... stores) {
    reader.digest(digest);
    for (StateStore store : stores) {
      if (store.has(digest)) {
        return false;
      }
    }
    reader.put(batch, batch.addRow(rowId, Batch.UNLABELLED, 1));
    keys = Grow.atLeast(keys, 2 * items + 2);
    keys[2 * items] = digest.high();
    keys[2 * items + 1] = digest.low();
    items++;
    return true;
  }

  /** Whether enough items wait to be encoded. */
  boolean full() {
    return items >= BATCH;
  }

  /** The states of the items that wait; empty if none does. Valid until the next call. */
  EncodedItems run(Part part) {
    EncodedItems target = states.get(part);
    target.clear();
    if (items > 0) {
      network.encode(batch, part, target);
    }
    return target;
  }

  /**
   * Keeps what {@link #run} returned, and forgets the items.
   *
   * @return number of items
   */
  int keep(EncodedItems encoded, StateStore store) {
    for (int i = 0; i < items; i++) {
      int start = encoded.starts()[i];
      store.add(
          keys[2 * i],
          keys[2 * i + 1],
          encoded.states(),
          start * encoded.width(),
          encoded.starts()[i + 1] - start);
    }
    int kept = items;
    items = 0;
    batch.clear();
    return kept;
  }
}
