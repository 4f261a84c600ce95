package org.apache.spark.storage;

import java.nio.ByteBuffer;
import org.apache.spark.SparkEnv;
import org.apache.spark.util.io.ChunkedByteBuffer;
import scala.Option;
import scala.reflect.ClassTag$;

/**
 * How BigDL's {@code AllReduceParameter} stores and fetches blocks.
 *
 * <p>Stands in the place of BigDL's Scala object of this name, which asks the driver at every fetch
 * where a block is, and has Spark hold each slice of weights or gradients as one large block; it is
 * left out when the wheels are unpacked. Here slices are {@link ExchangedSlices}; for all other
 * blocks this does what the original does.
 */
public final class BlockManagerWrapper$ {
  /** The object, as Scala's compiler names it. */
  public static final BlockManagerWrapper$ MODULE$ = new BlockManagerWrapper$();

  private BlockManagerWrapper$() {}

  /**
   * Stores bytes under a name.
   *
   * @param bytes a slice's stay where they are, and what is written to them later is what others
   *     fetch
   * @throws IllegalStateException if a slice finds no storage memory
   */
  public void putBytes(BlockId block, ByteBuffer bytes, StorageLevel level) {
    SliceName slice = SliceName.ofOrNull(block);
    if (slice != null) {
      ExchangedSlices.of(slice.training()).offer(block, bytes);
    } else {
      manager()
          .putBytes(block, new ChunkedByteBuffer(bytes), level, true, ClassTag$.MODULE$.Byte());
    }
  }

  /** Stores an object. */
  public void putSingle(BlockId block, Object value, StorageLevel level, boolean tellMaster) {
    manager().putSingle(block, value, level, tellMaster, ClassTag$.MODULE$.Any());
  }

  /** What {@code tellMaster} is if it is left out; the name is that of Scala's compiler. */
  public boolean putSingle$default$4() {
    return true;
  }

  /** A block of this executor; locks it. */
  public Option<BlockResult> getLocal(BlockId block) {
    return manager().getLocalValues(block);
  }

  /** The bytes of a block of this executor; locks it unless it is a slice. */
  public Option<ByteBuffer> getLocalBytes(BlockId block) {
    SliceName slice = SliceName.ofOrNull(block);
    if (slice != null) {
      return Option.apply(ExchangedSlices.of(slice.training()).ownOrNull(block));
    }
    Option<BlockData> local = manager().getLocalBytes(block);
    return local.isEmpty() ? Option.empty() : Option.apply(local.get().toByteBuffer());
  }

  /**
   * The bytes of a block of any executor; nothing if none has it.
   *
   * @return a slice's are valid until the next one of the same executor is fetched
   */
  public Option<ByteBuffer> getLocalOrRemoteBytes(BlockId block) {
    SliceName slice = SliceName.ofOrNull(block);
    if (slice != null) {
      return Option.apply(ExchangedSlices.of(slice.training()).anyOrNull(block, slice.from()));
    }
    Option<ByteBuffer> local = getLocalBytes(block);
    if (local.isDefined()) {
      return local;
    }
    Option<ChunkedByteBuffer> remote = manager().getRemoteBytes(block);
    return remote.isEmpty() ? Option.empty() : Option.apply(remote.get().toByteBuffer());
  }

  /** Releases what a reader of a local block locked. */
  public void unlock(BlockId block) {
    if (SliceName.ofOrNull(block) == null && manager().blockInfoManager().get(block).isDefined()) {
      manager().blockInfoManager().unlock(block, Option.empty());
    }
  }

  /** Removes a block from this executor. */
  public void removeBlock(BlockId block) {
    manager().removeBlock(block, true);
  }

  private static BlockManager manager() {
    return SparkEnv.get().blockManager();
  }
}
