package io.lanistr.training.bigdl;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Spark wait for the executor that has a task's rows and weights, however busy it is, while
 * trainings run. By default it gives up after 3 seconds and takes another one, where neither is.
 *
 * <p>The setting is read for every job, so it can be changed in a running application. One that the
 * application has made itself is kept.
 */
final class StrictLocality {
  private static final Logger LOG = LoggerFactory.getLogger(StrictLocality.class);
  private static final String KEY = "spark.locality.wait";
  private static final String LONG = "3600s";
  private static final long ENOUGH_SECONDS = 60;
  private static int users;

  private StrictLocality() {}

  /** From now on; {@link #release} must follow. */
  static synchronized void acquire(SparkContext context) {
    SparkConf live = context.conf();
    if (users == 0 && !live.contains(KEY)) {
      live.set(KEY, LONG);
    } else if (live.getTimeAsSeconds(KEY, LONG) < ENOUGH_SECONDS) {
      LOG.warn(
          "{}={} may run a training's tasks on executors that lack its rows; leave it unset",
          KEY,
          live.get(KEY));
    }
    users++;
  }

  static synchronized void release(SparkContext context) {
    users--;
    SparkConf live = context.conf();
    if (users == 0 && live.get(KEY, "").equals(LONG)) {
      live.remove(KEY);
    }
  }
}
