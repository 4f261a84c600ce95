package io.lanistr.training;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.training.bigdl.ClusterLayout;
import io.lanistr.training.bigdl.DistributedTraining;
import io.lanistr.training.bigdl.ExecutorWatch;
import io.lanistr.training.data.FrozenEncoders;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.progress.TrainingListener;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Trains a network on the rows of a table, on all executors of a Spark application.
 *
 * <p>The result depends on the rows, the configuration and the initial numbers; how the input is
 * partitioned does not matter, and how many executors and cores share a step only changes the order
 * in which floats are added. (With batch normalisation, in TabNet, it also changes which rows are
 * normalised together.) Several trainings can run at once in one application.
 *
 * <p>When an executor is lost, the training goes on with those that are left or come back, from its
 * newest snapshot, or from the beginning if it takes none.
 */
public final class Trainer {
  /** The news that an executor is lost may come after the exception that this caused. */
  private static final long NEWS_MILLIS = 5_000;

  private Trainer() {}

  /**
   * Trains a network with all its encoders.
   *
   * @see #train(SparkSession, Dataset, RowColumns, NetworkConfig, FrozenEncoders, TrainingConfig,
   *     NetworkState, RunOptions)
   */
  public static TrainedNetwork train(
      SparkSession session,
      Dataset<Row> rows,
      RowColumns columns,
      NetworkConfig network,
      TrainingConfig training,
      NetworkState initial,
      TrainingListener listener) {
    return train(session, rows, columns, network, null, training, initial, RunOptions.of(listener));
  }

  /**
   * Trains.
   *
   * @param rows holds the columns; for fine-tuning, rows without a label are left out
   * @param network its sizes must be those of the multimodal column's metadata; it may lack
   *     modalities that the column has
   * @param encodersOrNull the encoders that {@code network} leaves out; they run once over all rows
   * @param initial numbers in the layout of {@code network} and the configuration's frozen parts
   * @throws IllegalArgumentException if columns, labels, sizes or settings don't fit, with what to
   *     do
   */
  public static TrainedNetwork train(
      SparkSession session,
      Dataset<Row> rows,
      RowColumns columns,
      NetworkConfig network,
      FrozenEncoders encodersOrNull,
      TrainingConfig training,
      NetworkState initial,
      RunOptions options) {
    LanistrNetwork blank = new LanistrNetwork(network, training.frozen());
    initial.requireFit(blank);
    TrainingAttempt attempt =
        new TrainingAttempt(
            session, rows, columns, blank, encodersOrNull, training, initial, options);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    DistributedTraining.begin(context);
    try {
      return untilItSucceeds(context, attempt, options);
    } catch (Exception e) {
      throw TrainingFailure.explain(e);
    } finally {
      DistributedTraining.end(context);
    }
  }

  private static TrainedNetwork untilItSucceeds(
      JavaSparkContext context, TrainingAttempt attempt, RunOptions options) {
    Map<String, String> lostSoFar = new HashMap<>();
    Throwable first = null;
    ClusterLayout cluster = null;
    for (int restarts = 0; ; restarts++) {
      String id = UUID.randomUUID().toString();
      cluster = cluster(context, lostSoFar, cluster, first);
      try (ExecutorWatch watch = new ExecutorWatch(context.sc(), cluster, id)) {
        TrainedNetwork trained;
        try {
          trained = attempt.run(context, cluster, id);
        } catch (Throwable e) {
          Map<String, String> lost = lost(watch, e, context, options);
          clearAfter(e, context, cluster.without(lost.keySet()), id);
          if (lost.isEmpty() && !TrainingFailure.isLostContact(e)) {
            throw e;
          }
          lostSoFar.putAll(lost);
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
          if (restarts == options.maxRestarts()) {
            throw TrainingFailure.afterLosses(restarts, lostSoFar, first);
          }
          options
              .listener()
              .noted(
                  String.format(
                      "lost %s; going on from the newest checkpoint, if there is one (restart %d of"
                          + " at most %d)",
                      TrainingFailure.losses(lost), restarts + 1, options.maxRestarts()));
          continue;
        }
        DistributedTraining.clear(context, cluster, id);
        return trained;
      }
    }
  }

  /** The executors whose loss made a training fail; none if something else did. */
  private static Map<String, String> lost(
      ExecutorWatch watch, Throwable failure, JavaSparkContext context, RunOptions options) {
    if (!TrainingFailure.isLoss(failure)) {
      return watch.lost(0);
    }
    Map<String, String> lost = watch.lost(NEWS_MILLIS);
    if (lost.isEmpty() && TrainingFailure.isLostContact(failure)) {
      long silence = silenceMillis(context.getConf());
      options
          .listener()
          .noted(
              String.format(
                  "an executor could not be reached; waiting up to %d s for news of it",
                  TimeUnit.MILLISECONDS.toSeconds(silence)));
      lost = watch.lost(silence);
    }
    return lost;
  }

  /**
   * After what time Spark calls an executor lost. Of a machine that is gone with all that runs on
   * it, only silence tells.
   */
  private static long silenceMillis(SparkConf conf) {
    String network = conf.getTimeAsSeconds("spark.network.timeout", "120s") + "s";
    return conf.getTimeAsMs("spark.storage.blockManagerHeartbeatTimeoutMs", network)
        + conf.getTimeAsMs("spark.network.timeoutInterval", "60s")
        + NEWS_MILLIS;
  }

  /** Clears up without hiding what went wrong before. */
  private static void clearAfter(
      Throwable failure, JavaSparkContext context, ClusterLayout cluster, String id) {
    try {
      DistributedTraining.clear(context, cluster, id);
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private static ClusterLayout cluster(
      JavaSparkContext context,
      Map<String, String> lost,
      ClusterLayout beforeOrNull,
      Throwable firstOrNull) {
    try {
      return ClusterLayout.of(
          context.sc(), lost.keySet(), beforeOrNull == null ? 0 : beforeOrNull.executors());
    } catch (IllegalStateException e) {
      if (firstOrNull != null) {
        e.addSuppressed(firstOrNull);
      }
      throw e;
    }
  }
}
