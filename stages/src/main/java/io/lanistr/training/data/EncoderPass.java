package io.lanistr.training.data;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.weights.Part;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs frozen encoders over the items of a shard whose states this JVM does not have yet. */
public final class EncoderPass {
  /** Items of one run of an encoder. */
  private static final int BATCH = 32;

  /**
   * What a pass did.
   *
   * @param encoded items that were run through their encoder
   * @param found items whose states were there
   */
  public record Count(long encoded, long found) implements Serializable {
    /** Of both together. */
    public Count plus(Count other) {
      return new Count(encoded + other.encoded, found + other.found);
    }
  }

  private final ArrowShard shard;
  private final FrozenEncoders encoders;
  private final Map<Part, StateStore> stores = new EnumMap<>(Part.class);

  private EncoderPass(ArrowShard shard, FrozenEncoders encoders, String training) {
    this.shard = shard;
    this.encoders = encoders;
    encoders
        .config()
        .encodedElsewhere(encoders.parts())
        .encoded()
        .forEach(
            e ->
                stores.put(
                    e.part(),
                    StateStores.acquire(encoders.ids().get(e.part()), e.width(), training)));
  }

  /**
   * Runs over a shard.
   *
   * @param training that uses the states until it is over
   * @param threads to work with
   */
  public static Count over(
      ArrowShard shard, FrozenEncoders encoders, String training, int threads) {
    EncoderPass pass = new EncoderPass(shard, encoders, training);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Count>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int from = (int) ((long) shard.rows() * i / threads);
        int to = (int) ((long) shard.rows() * (i + 1) / threads);
        parts.add(pool.submit(() -> pass.new Worker().run(from, to)));
      }
      Count total = new Count(0, 0);
      for (Future<Count> part : parts) {
        total = total.plus(part.get());
      }
      return total;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while frozen encoders ran", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** One thread's network, and the items that it is about to encode. */
  private final class Worker {
    private final LanistrNetwork network = encoders.open();
    private final Batch batch = new Batch(network.config());
    private final ItemReader reader = new ItemReader(shard.metadata());
    private final ItemDigest digest = new ItemDigest();
    private final Map<Part, EncodedItems> states = new EnumMap<>(Part.class);
    private long[] keys = new long[2 * BATCH];
    private int items;
    private long encoded;
    private long found;

    Worker() {
      stores.forEach((part, store) -> states.put(part, new EncodedItems(store.width())));
    }

    Count run(int from, int to) {
      for (Part part : encoders.parts()) {
        for (int row = from; row < to; row++) {
          add(part, row);
          if (items >= BATCH) {
            encode(part);
          }
        }
        if (items > 0) {
          encode(part);
        }
      }
      return new Count(encoded, found);
    }

    private void add(Part part, int row) {
      int number = shard.batchOf(row);
      ShardBatch source = shard.batch(number);
      int local = row - shard.start(number);
      int target = -1;
      for (int i = 0; i < ItemReader.items(source, part, local); i++) {
        reader.read(source, part, local, i);
        reader.digest(digest);
        if (stores.get(part).has(digest)) {
          found++;
          continue;
        }
        target = target < 0 ? batch.addRow(source.rowId(local), Batch.UNLABELLED, 1) : target;
        reader.put(batch, target);
        keys = Grow.atLeast(keys, 2 * items + 2);
        keys[2 * items] = digest.high();
        keys[2 * items + 1] = digest.low();
        items++;
      }
    }

    private void encode(Part part) {
      EncodedItems target = states.get(part);
      target.clear();
      network.encode(batch, part, target);
      StateStores.requireRoom(4L * target.tokenCount() * target.width());
      for (int i = 0; i < items; i++) {
        int start = target.starts()[i];
        stores
            .get(part)
            .add(
                keys[2 * i],
                keys[2 * i + 1],
                target.states(),
                start * target.width(),
                target.starts()[i + 1] - start);
      }
      encoded += items;
      items = 0;
      batch.clear();
    }
  }
}
