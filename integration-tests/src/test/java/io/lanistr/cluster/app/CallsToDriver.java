package io.lanistr.cluster.app;

import io.lanistr.training.bigdl.ClusterLayout;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockManagerMaster;

/**
 * Lets all executors ask the driver where a block is, again and again and all at once, and prints
 * the microseconds that the driver has for each of these calls.
 */
public final class CallsToDriver {
  private static final int CALLS = 20_000;
  private static final double MICROS = 1e6;

  private CallsToDriver() {}

  /** Takes nothing. */
  public static void main(String[] arguments) {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      int executors = ClusterLayout.of(context.sc(), Set.of(), 0).executors();
      callsPerSecond(context, executors, CALLS / executors);
      double all = callsPerSecond(context, executors, CALLS);
      System.out.printf(
          Locale.ROOT, "calls of %d executors: %.1f us each%n", executors, MICROS / all);
    }
  }

  /** Of all executors together, which have one core each. */
  private static double callsPerSecond(JavaSparkContext context, int executors, int calls) {
    List<Integer> tasks = Collections.nCopies(executors, calls);
    List<String> found = context.parallelize(tasks, executors).map(CallsToDriver::call).collect();
    Set<String> where = found.stream().map(one -> one.split(" ")[0]).collect(Collectors.toSet());
    if (where.size() < executors) {
      throw new IllegalStateException("executors that called: " + where);
    }
    return found.stream().mapToDouble(one -> Double.parseDouble(one.split(" ")[1])).sum();
  }

  private static String call(int calls) {
    SparkEnv env = SparkEnv.get();
    BlockManagerMaster master = env.blockManager().master();
    BlockId block = BlockId.apply("test_nowhere");
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      master.getLocations(block);
    }
    return env.executorId() + " " + calls / ((System.nanoTime() - start) / 1e9);
  }
}
