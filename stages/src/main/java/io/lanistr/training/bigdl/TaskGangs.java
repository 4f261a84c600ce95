package io.lanistr.training.bigdl;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Semaphore;
import org.apache.spark.SparkContext;

/**
 * Room for jobs whose tasks wait for each other. Two of them that each have a part of the executors
 * would wait forever, so no more run at once than every executor has room for.
 */
final class TaskGangs {
  private static final Map<SparkContext, Semaphore> ROOM =
      Collections.synchronizedMap(new WeakHashMap<>());

  private TaskGangs() {}

  /** One permit for each task that every executor of the application can run at once. */
  static Semaphore room(SparkContext context, ClusterLayout cluster) {
    int slots = cluster.cores() / context.getConf().getInt("spark.task.cpus", 1);
    return ROOM.computeIfAbsent(context, c -> new Semaphore(Math.max(1, slots), true));
  }
}
