package org.apache.spark.storage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;
import org.apache.spark.util.io.ChunkedByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/**
 * The slices of weights and gradients that an executor exchanges with others in one training.
 *
 * <p>A slice is stored as a block of its length in bytes, under the slice's own name, which the
 * driver is told, and blocks of pieces of it. Pieces keep what lies in buffers on the way short: a
 * slice can have a gigabyte. Where another executor's slice is and how long is asked once, as
 * neither changes in a training; then its pieces are fetched from there into an array that is used
 * again and again.
 */
public final class ExchangedSlices {
  /** Bytes. */
  static final int PIECE = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(ExchangedSlices.class);
  private static final StorageLevel LEVEL = StorageLevel.MEMORY_ONLY_SER();
  private static final Map<Long, ExchangedSlices> TRAININGS = new ConcurrentHashMap<>();

  private final Map<BlockId, ByteBuffer> own = new ConcurrentHashMap<>();
  private final Map<BlockId, RemoteSlice> remote = new ConcurrentHashMap<>();
  private final Map<Integer, byte[]> received = new ConcurrentHashMap<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private ExchangedSlices() {}

  static ExchangedSlices of(long training) {
    return TRAININGS.computeIfAbsent(training, number -> new ExchangedSlices());
  }

  /** Forgets which slices are offered, by this executor and others. */
  static void forget(long training) {
    TRAININGS.remove(training);
  }

  /**
   * Removes all blocks of a training from this executor, others of BigDL's too. Waits for those who
   * write to them; must not be called in a task, which can't release the locks of others.
   */
  public static void remove(long training) {
    forget(training);
    BlockManager manager = SparkEnv.get().blockManager();
    Seq<BlockId> blocks = manager.getMatchingBlockIds(new BlocksOfTraining(training));
    for (BlockId block : List.copyOf(JavaConverters.seqAsJavaListConverter(blocks).asJava())) {
      unlock(manager.blockInfoManager(), block);
      manager.removeBlock(block, true);
    }
  }

  private static void unlock(BlockInfoManager locks, BlockId block) {
    Option<BlockInfo> info = locks.get(block);
    while (info.isDefined() && info.get().readerCount() > 0) {
      locks.unlock(block, Option.empty());
      info = locks.get(block);
    }
  }

  /** Lets others fetch what is, and later will be, in a buffer. */
  void offer(BlockId slice, ByteBuffer bytes) {
    try {
      storeInPieces(slice, bytes);
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  private void storeInPieces(BlockId slice, ByteBuffer bytes) {
    if (own.containsKey(slice)) {
      throw new IllegalStateException(slice.name() + " is offered already, in another buffer");
    }
    for (int piece = 0; piece < RemoteSlice.pieces(bytes.remaining()); piece++) {
      int start = piece * PIECE;
      int length = Math.min(PIECE, bytes.remaining() - start);
      store(RemoteSlice.piece(slice, piece), bytes.slice(bytes.position() + start, length), false);
    }
    ByteBuffer length = ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.remaining());
    store(slice, length, true);
    own.put(slice, bytes);
  }

  private static void store(BlockId block, ByteBuffer bytes, boolean tellDriver) {
    BlockManager manager = SparkEnv.get().blockManager();
    ChunkedByteBuffer chunk = new ChunkedByteBuffer(bytes);
    boolean stored = manager.putBytes(block, chunk, LEVEL, tellDriver, ClassTag$.MODULE$.Byte());
    if (!stored || !pin(manager.blockInfoManager(), block)) {
      throw new IllegalStateException(
          "No storage memory was left for "
              + block.name()
              + ", a part of the weights or gradients that executors exchange. Raise"
              + " spark.executor.memory or free cached data.");
    }
  }

  /** Keeps a block from being dropped for others, also when the task is over that stored it. */
  private static boolean pin(BlockInfoManager locks, BlockId block) {
    TaskContext taskOrNull = TaskContext.get();
    TaskContext$.MODULE$.unset();
    try {
      return locks.lockForReading(block, true).isDefined();
    } finally {
      if (taskOrNull != null) {
        TaskContext$.MODULE$.setTaskContext(taskOrNull);
      }
    }
  }

  /** The buffer of a slice that this executor offers, or null. */
  ByteBuffer ownOrNull(BlockId slice) {
    ByteBuffer bytes = own.get(slice);
    return bytes == null ? null : bytes.duplicate();
  }

  /**
   * The buffer of a slice that this executor offers, or what is fetched from the one that does.
   *
   * @param from partition of that executor; its next slice overwrites this one
   * @return null, with a line in the log, if it can't be had
   */
  ByteBuffer anyOrNull(BlockId slice, int from) {
    ByteBuffer mine = ownOrNull(slice);
    return mine == null ? fetchOrNull(slice, from) : mine;
  }

  /**
   * Fails if a slice of a training could not be had or offered: BigDL goes on and says nothing
   * then.
   *
   * @throws IllegalStateException why
   */
  public static void requireNoFailure(long training) {
    Throwable first = of(training).failure.get();
    if (first instanceof SliceLostException) {
      throw new IllegalStateException(
          "Weights or gradients of another executor were not received: " + first.getMessage(),
          first);
    }
    if (first != null) {
      throw new IllegalStateException(
          "Weights or gradients could not be exchanged: " + first.getMessage(), first);
    }
  }

  private ByteBuffer fetchOrNull(BlockId slice, int from) {
    try {
      RemoteSlice where = remote.get(slice);
      if (where == null) {
        where = find(slice);
        remote.put(slice, where);
      }
      int length = where.length();
      byte[] array =
          received.compute(
              from, (key, old) -> old == null || old.length < length ? new byte[length] : old);
      where.fetch(array);
      return ByteBuffer.wrap(array, 0, length);
    } catch (SliceLostException e) {
      LOG.warn("{} of partition {} was not received", slice.name(), from, e);
      failure.compareAndSet(null, e);
      remote.remove(slice);
      return null;
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
      throw e;
    }
  }

  private static RemoteSlice find(BlockId slice) throws SliceLostException {
    Seq<BlockManagerId> having;
    try {
      having = SparkEnv.get().blockManager().master().getLocations(slice);
    } catch (Exception e) { // Scala throws checked ones too.
      throw new SliceLostException("The driver could not be asked for it", e);
    }
    if (having.isEmpty()) {
      throw new SliceLostException("No executor offers it", null);
    }
    return RemoteSlice.of(having.head(), slice);
  }
}
