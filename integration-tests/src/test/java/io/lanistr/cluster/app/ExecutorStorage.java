package io.lanistr.cluster.app;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** What executors' block managers hold, as tasks that look see it. */
final class ExecutorStorage {
  private static final int TASKS = 16;
  private static final long MILLIS = 50;

  private ExecutorStorage() {}

  /** Bytes of storage memory in use, least of some looks, by executor. */
  static Map<String, Long> used(SparkSession spark) {
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    Map<String, Long> least = new TreeMap<>();
    for (int look = 0; look < 5; look++) {
      // Broadcasts that nobody refers to any more go after a collection.
      System.gc();
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      List<Map<String, Long>> seen =
          new ArrayList<>(
              context.parallelize(Collections.nCopies(TASKS, 0), TASKS).map(i -> here()).collect());
      seen.forEach(one -> one.forEach((id, bytes) -> least.merge(id, bytes, Math::min)));
    }
    return least;
  }

  /** Takes its time, so that every executor gets a task. */
  private static Map<String, Long> here() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MILLIS));
    SparkEnv env = SparkEnv.get();
    return new TreeMap<>(Map.of(env.executorId(), env.memoryManager().storageMemoryUsed()));
  }
}
