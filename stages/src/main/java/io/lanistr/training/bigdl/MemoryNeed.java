package io.lanistr.training.bigdl;

import org.apache.spark.SparkConf;

/**
 * What a training needs for a number of parameters. Where memory lacks it fails late or with
 * misleading errors: BigDL's blocks are dropped without notice, and a driver that can't read the
 * trained weights waits for ever.
 */
final class MemoryNeed {
  private static final String RESULT_SIZE = "spark.driver.maxResultSize";
  private static final long MIB = 1L << 20;

  /** Weights. */
  private static final long RESULT_BYTES_PER_PARAMETER = 4;

  /** Weights, their broadcast, a slice's weights and gradients, exchanged weights and gradients. */
  private static final long STORAGE_BYTES_PER_PARAMETER = 24;

  private static final long STORAGE_BYTES_PER_PARAMETER_AND_CORE = 4;

  /**
   * Initial numbers of the whole network and of what is trained, their broadcast, and the trained
   * weights as bytes, slices, and one array. With 50 million, 27 bytes for each were too few and 33
   * enough, Spark's own memory included.
   */
  private static final long DRIVER_BYTES_PER_PARAMETER = 33;

  private final long parameters;
  private final ClusterLayout cluster;

  MemoryNeed(long parameters, ClusterLayout cluster) {
    this.parameters = parameters;
    this.cluster = cluster;
  }

  /**
   * Refuses a training that would not get through.
   *
   * @throws IllegalArgumentException naming the setting to raise
   */
  void require(SparkConf conf) {
    long limit = conf.getSizeAsBytes(RESULT_SIZE, "1g");
    long result = parameters * RESULT_BYTES_PER_PARAMETER;
    if (limit > 0 && result > limit - limit / 20) {
      throw new IllegalArgumentException(
          String.format(
              "%d trained parameters need %d MiB to return to the driver, but %s allows %d MiB. Raise"
                  + " it, or set it to 0 for no limit.",
              parameters, result / MIB, RESULT_SIZE, limit / MIB));
    }
    long perParameter =
        STORAGE_BYTES_PER_PARAMETER + STORAGE_BYTES_PER_PARAMETER_AND_CORE * cluster.cores();
    long storage = parameters * perParameter;
    if (storage > cluster.freeStorage()) {
      throw new IllegalArgumentException(
          String.format(
              "%d trained parameters on %d cores need about %d MiB of storage memory in each executor,"
                  + " but one has only %d MiB free. Raise spark.executor.memory (in local mode the"
                  + " driver's), free cached data, or freeze parts of the network.",
              parameters, cluster.cores(), storage / MIB, cluster.freeStorage() / MIB));
    }
    long driver = parameters * DRIVER_BYTES_PER_PARAMETER;
    long heap = Runtime.getRuntime().maxMemory();
    if (driver > heap) {
      throw new IllegalArgumentException(
          String.format(
              "%d trained parameters need about %d MiB in the driver, but it has only %d MiB. Raise"
                  + " spark.driver.memory, or freeze parts of the network.",
              parameters, driver / MIB, heap / MIB));
    }
  }
}
