package io.lanistr.training.bigdl;

import java.util.UUID;
import org.apache.spark.storage.ExchangedSlices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    // Locks that are left belong to no task, so they are released from a thread without one.
    Thread cleaner = new Thread(() -> ExchangedSlices.remove(number(training)), "lanistr-cleanup");
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
}
