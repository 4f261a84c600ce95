package io.lanistr.feature;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts rows or values that a stage treated as missing or dropped, on the executors, and warns
 * once a task with the number and the first case.
 *
 * <p>As every Spark accumulator it counts what was computed: a row that is computed twice, for two
 * actions or by a retried task, counts twice.
 */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  /** By application and stage, so that the counts of a stage's copies come together. */
  private static final Map<String, LongAccumulator> ACCUMULATORS = new ConcurrentHashMap<>();

  private final String stage;
  private final String what;
  private final LongAccumulator accumulator;
  private transient Warning current;

  private Tally(String stage, String what, LongAccumulator accumulator) {
    this.stage = stage;
    this.what = what;
    this.accumulator = accumulator;
  }

  /**
   * The tally of one stage, registered with Spark under the stage's uid.
   *
   * @param what what is counted, in words
   */
  static Tally of(SparkContext context, String uid, String what) {
    LongAccumulator accumulator =
        ACCUMULATORS.computeIfAbsent(
            key(context, uid), k -> context.longAccumulator(uid + ": " + what));
    return new Tally(uid, what, accumulator);
  }

  /** What the stage has counted in this application. */
  static long count(SparkContext context, String uid) {
    LongAccumulator accumulator = ACCUMULATORS.get(key(context, uid));
    return accumulator == null ? 0 : accumulator.value();
  }

  private static String key(SparkContext context, String uid) {
    return context.applicationId() + " " + uid;
  }

  /** Counts one, described by {@code example}. */
  void add(String example) {
    accumulator.add(1);
    TaskContext task = TaskContext.get();
    if (task == null) { // Spark computes small local tables on the driver, without a task
      LOG.warn("{}: {}: {}", stage, what, example);
      return;
    }
    if (current == null || current.attempt != task.taskAttemptId()) {
      Warning warning = new Warning(task.taskAttemptId());
      current = warning;
      task.addTaskCompletionListener(
          (TaskCompletionListener)
              t ->
                  LOG.warn(
                      "{}: {}: {} in this task, the first: {}",
                      stage,
                      what,
                      warning.count,
                      example));
    }
    current.count++;
  }

  private static final class Warning {
    final long attempt;
    long count;

    Warning(long attempt) {
      this.attempt = attempt;
    }
  }
}
