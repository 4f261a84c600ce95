package io.lanistr.training.data;

import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.config.EncodedConfig;
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
    for (EncodedConfig modality : encoders.outputs()) {
      String id = encoders.ids().get(modality.part());
      stores.put(modality.part(), StateStores.acquire(id, modality.width(), training));
    }
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

  /** One thread's work. */
  private final class Worker {
    private final ItemEncoder encoder = new ItemEncoder(encoders);
    private final ItemReader reader = new ItemReader(shard.metadata());
    private long encoded;
    private long found;

    Count run(int from, int to) {
      for (Part part : encoders.parts()) {
        for (int row = from; row < to; row++) {
          add(part, row);
        }
        encode(part);
      }
      return new Count(encoded, found);
    }

    private void add(Part part, int row) {
      int number = shard.batchOf(row);
      ShardBatch source = shard.batch(number);
      int local = row - shard.start(number);
      int items = ItemReader.items(source, part, local);
      for (int i = 0; i < items; i++) {
        reader.read(source, part, local, i);
        if (!encoder.take(reader, source.rowId(local), stores.get(part))) {
          found++;
        } else if (encoder.full()) {
          encode(part);
        }
      }
    }

    private void encode(Part part) {
      EncodedItems states = encoder.run(part);
      StateStores.requireRoom(4L * states.tokenCount() * states.width());
      encoded += encoder.keep(states, stores.get(part));
    }
  }
}
