package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.SparkEnv;

/** The shards that this JVM holds, of all trainings that run in it. */
public final class LocalShards {
  private record Key(String training, int partition) {}

  private static final ConcurrentMap<Key, LocalShard> SHARDS = new ConcurrentHashMap<>();

  private LocalShards() {}

  /**
   * The shard of a partition, written on first use.
   *
   * @param rows read only if the shard is not here yet
   */
  static LocalShard require(
      String training, int partition, MultimodalMetadata metadata, PlacedRows rows) {
    return SHARDS.computeIfAbsent(
        new Key(training, partition),
        key -> {
          ArrowShard written = write(metadata, rows);
          return new LocalShard(written, rows.contents());
        });
  }

  /** The shard of a partition, or null if this JVM does not hold it. */
  public static LocalShard find(String training, int partition) {
    return SHARDS.get(new Key(training, partition));
  }

  /** Forgets the shards of a training; their memory is freed when nothing reads them any more. */
  public static void drop(String training) {
    SHARDS.keySet().removeIf(key -> key.training().equals(training));
  }

  private static ArrowShard write(MultimodalMetadata metadata, Iterator<byte[]> rows) {
    File file = SparkEnv.get().blockManager().diskBlockManager().createTempLocalBlock()._2();
    try {
      return ShardWriter.write(rows, metadata, file.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write training rows to " + file + "; is spark.local.dir full?", e);
    }
  }
}
