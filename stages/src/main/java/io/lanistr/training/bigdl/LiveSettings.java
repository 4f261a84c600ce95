package io.lanistr.training.bigdl;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of Spark that differ while trainings run. Spark reads them for every job, so they can be
 * changed in a running application; what the application had is put back in the end.
 *
 * <ul>
 *   <li>{@code spark.locality.wait}: Spark has to wait for the executor that has a task's rows and
 *       weights, however busy it is. By default it gives up after 3 seconds and takes another one,
 *       where neither is. A time that the application has set itself is kept.
 *   <li>{@code spark.speculation}: a second copy of a task could only fail, as no other executor
 *       has its rows and weights; slow executors are reported instead.
 * </ul>
 */
final class LiveSettings {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);
  private static final String LOCALITY_WAIT = "spark.locality.wait";
  private static final String SPECULATION = "spark.speculation";
  private static final String SPECULATION_THRESHOLD = "spark.speculation.task.duration.threshold";
  private static final long ENOUGH_SECONDS = 60;

  /** What the application had; null values for what it had not set. */
  private static final Map<String, String> BEFORE = new HashMap<>();

  private static int users;

  private LiveSettings() {}

  /** From now on; {@link #release} must follow. */
  static synchronized void acquire(SparkContext context) {
    SparkConf live = context.conf();
    if (users == 0) {
      if (!live.contains(LOCALITY_WAIT)) {
        change(live, LOCALITY_WAIT, "3600s");
      } else if (live.getTimeAsSeconds(LOCALITY_WAIT, "3s") < ENOUGH_SECONDS) {
        LOG.warn(
            "{}={} may run a training's tasks on executors that lack its rows; leave it unset",
            LOCALITY_WAIT,
            live.get(LOCALITY_WAIT));
      }
      if (live.getBoolean(SPECULATION, false)) {
        change(live, SPECULATION, "false");
        change(live, SPECULATION_THRESHOLD, null);
      }
    }
    users++;
  }

  static synchronized void release(SparkContext context) {
    users--;
    if (users == 0) {
      BEFORE.forEach((key, value) -> set(context.conf(), key, value));
      BEFORE.clear();
    }
  }

  private static void change(SparkConf live, String key, String value) {
    BEFORE.put(key, live.get(key, null));
    set(live, key, value);
  }

  private static void set(SparkConf live, String key, String valueOrNull) {
    if (valueOrNull == null) {
      live.remove(key);
    } else {
      live.set(key, valueOrNull);
    }
  }
}
