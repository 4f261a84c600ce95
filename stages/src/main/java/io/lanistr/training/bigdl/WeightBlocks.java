package io.lanistr.training.bigdl;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockInfo;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/**
 * The blocks of weights and gradients that BigDL puts into an executor's block manager and never
 * removes. Their names have a number in them, which is made of the training's id.
 */
final class WeightBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(WeightBlocks.class);
  private static final long PATIENCE_MILLIS = 30_000;

  private WeightBlocks() {}

  /**
   * The number of a training's blocks.
   *
   * @param training a UUID
   */
  static long number(String training) {
    return UUID.fromString(training).getLeastSignificantBits() & Long.MAX_VALUE;
  }

  /** Removes the blocks of a training from this JVM. */
  static void clear(String training) {
    // Locks that BigDL leaks belong to no task, so they are released from a thread without one.
    Thread cleaner = new Thread(() -> removeBlocks(number(training)), "lanistr-cleanup");
    cleaner.setDaemon(true);
    cleaner.start();
    try {
      cleaner.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (cleaner.isAlive()) {
      LOG.warn("Weight blocks of training {} are still locked; their memory stays taken", training);
    }
  }

  private static void removeBlocks(long number) {
    BlockManager manager = SparkEnv.get().blockManager();
    List<BlockId> blocks =
        new ArrayList<>(
            JavaConverters.seqAsJavaListConverter(
                    manager.getMatchingBlockIds(new OfTraining(number)))
                .asJava());
    for (BlockId block : blocks) {
      unlock(manager, block);
      manager.removeBlock(block, false);
    }
  }

  private static void unlock(BlockManager manager, BlockId block) {
    Option<BlockInfo> info = manager.blockInfoManager().get(block);
    while (info.isDefined() && info.get().readerCount() > 0) {
      BlockManagerWrapper.unlock(block);
      info = manager.blockInfoManager().get(block);
    }
  }

  private static final class OfTraining extends AbstractFunction1<BlockId, Object> {
    private final Pattern name;

    OfTraining(long number) {
      name = Pattern.compile("test_" + number + "(weights|gradients|weightBytes|_).*");
    }

    @Override
    public Object apply(BlockId block) {
      return name.matcher(block.name()).matches();
    }
  }
}
