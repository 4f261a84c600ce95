package io.lanistr.training.bigdl;

import io.lanistr.training.data.Locations;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * Notices when an executor of a training is lost, and ends the training's running job at once: its
 * rows and weights are gone, and Spark would only try the same on executors that never had them.
 */
public final class ExecutorWatch extends SparkListener implements AutoCloseable {
  private static final String[] JOB_PROPERTIES = {
    "spark.jobGroup.id", "spark.job.description", "spark.job.interruptOnCancel"
  };

  private final SparkContext context;
  private final String training;
  private final Set<String> watched = new TreeSet<>();
  private final Map<String, String> lost = new ConcurrentHashMap<>();
  private final String[] before = new String[JOB_PROPERTIES.length];

  /**
   * Watches from now on; the jobs of this thread become those of the training.
   *
   * @param training unique id
   */
  public ExecutorWatch(SparkContext context, ClusterLayout cluster, String training) {
    this.context = context;
    this.training = training;
    cluster.locations().stream()
        .filter(location -> !location.equals(Locations.ANY))
        .map(ExecutorWatch::id)
        .forEach(watched::add);
    for (int i = 0; i < before.length; i++) {
      before[i] = context.getLocalProperty(JOB_PROPERTIES[i]);
    }
    context.setJobGroup(training, "training", false);
    context.addSparkListener(this);
  }

  /** An executor's id, which ends its location, {@code executor_<host>_<id>}. */
  static String id(String location) {
    return location.substring(location.lastIndexOf('_') + 1);
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    if (watched.contains(removed.executorId())) {
      lost.put(removed.executorId(), String.valueOf(removed.reason()));
      context.cancelJobGroup(training);
    }
  }

  /**
   * The executors that were lost, with Spark's reason.
   *
   * @param patienceMillis how long to wait for news if there are none; nobody waits in local mode
   */
  public Map<String, String> lost(long patienceMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (lost.isEmpty()
        && !watched.isEmpty()
        && System.nanoTime() < deadline
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return new TreeMap<>(lost);
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
    for (int i = 0; i < before.length; i++) {
      context.setLocalProperty(JOB_PROPERTIES[i], before[i]);
    }
  }
}
