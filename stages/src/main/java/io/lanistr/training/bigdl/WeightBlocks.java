package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.models.utils.CachedModels;
import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import com.intel.analytics.bigdl.dllib.utils.Engine$;
import io.lanistr.training.bigdl.LocalTrainings.Slice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockInfo;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockManagerWrapper;
import org.apache.spark.storage.BlockResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;
import scala.runtime.AbstractFunction1;

/**
 * The blocks of weights and gradients that BigDL puts into an executor's block manager and never
 * removes.
 *
 * <p>BigDL numbers the blocks of a training and tells nobody the number; but the block of a weight
 * slice holds the very array that the optimiser updates, so a training knows its own blocks by it.
 */
final class WeightBlocks {
  private static final Logger LOG = LoggerFactory.getLogger(WeightBlocks.class);
  private static final Pattern NAME =
      Pattern.compile("test_(\\d+)(weights|gradients|weightBytes|_).*");
  private static final long PATIENCE_MILLIS = 30_000;

  private WeightBlocks() {}

  /**
   * Removes the blocks of a training from this JVM, and what BigDL caches besides.
   *
   * @param unknownToo whether blocks go that no training is known to own
   */
  static void clear(String training, boolean unknownToo) {
    List<Slice> slices = LocalTrainings.forget(training);
    // Locks that BigDL leaks belong to no task, so they are released from a thread without one.
    Thread cleaner = new Thread(() -> removeBlocks(slices, unknownToo), "lanistr-cleanup");
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
    CachedModels.deleteAll("none", Floats.TAG, Floats.numeric());
    Engine$.MODULE$.resetSingletonFlag();
  }

  private static void removeBlocks(List<Slice> slices, boolean unknownToo) {
    BlockManager manager = SparkEnv.get().blockManager();
    List<BlockId> blocks = blocks(manager);
    Set<String> numbers = new HashSet<>();
    for (BlockId block : blocks) {
      Matcher name = matcher(block);
      if (unknownToo || (name.group(2).equals("weights") && holds(manager, block, slices))) {
        numbers.add(name.group(1));
      }
    }
    for (BlockId block : blocks) {
      if (numbers.contains(matcher(block).group(1))) {
        unlock(manager, block);
        manager.removeBlock(block, false);
      }
    }
  }

  private static List<BlockId> blocks(BlockManager manager) {
    return new ArrayList<>(
        JavaConverters.seqAsJavaListConverter(manager.getMatchingBlockIds(new OfBigDl())).asJava());
  }

  private static Matcher matcher(BlockId block) {
    Matcher matcher = NAME.matcher(block.name());
    if (!matcher.matches()) {
      throw new IllegalStateException("no block of BigDL's: " + block.name());
    }
    return matcher;
  }

  @SuppressWarnings("unchecked")
  private static boolean holds(BlockManager manager, BlockId block, List<Slice> slices) {
    Option<BlockResult> result = manager.getLocalValues(block);
    if (result.isEmpty()) {
      return false;
    }
    boolean found = false;
    scala.collection.Iterator<Object> values = result.get().data();
    // Read to the end: that releases the lock.
    while (values.hasNext()) {
      if (values.next() instanceof Tensor<?> tensor) {
        float[] array = Floats.array((Tensor<Object>) tensor);
        found |= slices.stream().anyMatch(slice -> slice.weights() == array);
      }
    }
    return found;
  }

  private static void unlock(BlockManager manager, BlockId block) {
    Option<BlockInfo> info = manager.blockInfoManager().get(block);
    while (info.isDefined() && info.get().readerCount() > 0) {
      BlockManagerWrapper.unlock(block);
      info = manager.blockInfoManager().get(block);
    }
  }

  private static final class OfBigDl extends AbstractFunction1<BlockId, Object> {
    @Override
    public Object apply(BlockId block) {
      return NAME.matcher(block.name()).matches();
    }
  }
}
