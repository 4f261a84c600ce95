package io.lanistr.training.bigdl;

import io.lanistr.network.StepReport;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.data.ShardRdd;
import io.lanistr.training.progress.ProgressMeter;
import io.lanistr.training.progress.TrainingListener;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs the steps of a training as Spark jobs of many steps each, with a task on each executor, and
 * follows their progress.
 */
final class StepJobs implements AutoCloseable {
  private static final long POLL_MILLIS = 100;

  private final JavaSparkContext context;
  private final JavaRDD<LocalShard> shards;
  private final TrainingPlan plan;
  private final TrainingConfig config;
  private final ProgressMeter meter;
  private final TrainingListener listener;
  private final Stragglers stragglers;
  private final Semaphore room;
  private final Broadcast<TrainingPlan> sent;
  private Broadcast<float[]> initial;

  /**
   * Makes ready; runs nothing yet.
   *
   * @param initial weights, {@code [parameters]}
   */
  StepJobs(
      JavaSparkContext context,
      ClusterLayout cluster,
      ShardRdd shards,
      TrainingPlan plan,
      float[] initial,
      ProgressMeter meter,
      TrainingListener listener) {
    this.context = context;
    this.shards = new JavaRDD<>(shards, shards.elementClassTag());
    this.plan = plan;
    this.config = plan.config();
    this.meter = meter;
    this.listener = listener;
    stragglers = new Stragglers(cluster.locations());
    room = TaskGangs.room(context.sc(), cluster);
    sent = context.broadcast(plan);
    this.initial = context.broadcast(initial);
  }

  /**
   * Makes some steps; the first call begins with the plan's first step.
   *
   * @param first number of the first, from 1
   * @param last number of the last
   */
  void run(int first, int last) {
    context
        .sc()
        .setJobDescription(
            String.format(
                "%s, steps %d to %d of %d",
                config.objective().title(), first, last, plan.schedule().totalSteps()));
    try {
      room.acquire();
      try {
        runJob(first, last);
      } finally {
        room.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while training", e);
    }
    if (initial != null) {
      initial.destroy();
      initial = null;
    }
  }

  private void runJob(int first, int last) throws InterruptedException {
    String name = "lanistr-" + plan.training() + "-" + first;
    try (Rendezvous rendezvous = new Rendezvous(context.env().rpcEnv(), name, plan.partitions())) {
      JavaFutureAction<Void> job =
          shards.foreachPartitionAsync(
              new TrainSteps(sent, initial, exchangeOrNull(), name, first, last));
      try {
        follow(job, rendezvous, first, last);
      } finally {
        if (!job.isDone()) {
          rendezvous.dismiss();
          job.cancel(true);
        }
      }
    }
  }

  /** Travels with the first steps; executors keep it. */
  private GradientExchange exchangeOrNull() {
    return initial == null || plan.partitions() == 1
        ? null
        : new GradientExchange(
            WeightBlocks.number(plan.training()),
            plan.partitions(),
            plan.groups().size(),
            plan.cores(),
            config.compression() == TrainingConfig.Compression.TRUNCATED);
  }

  private void follow(JavaFutureAction<Void> job, Rendezvous rendezvous, int first, int last)
      throws InterruptedException {
    int step = first;
    boolean done = false;
    while (step <= last && !done) {
      done = job.isDone();
      double[] sums = rendezvous.poll(done ? 0 : POLL_MILLIS);
      if (sums != null) {
        finish(step, StepMessage.fromNumbers(sums));
        step++;
        done = false;
      }
    }
    try {
      job.get();
    } catch (ExecutionException e) {
      throw StepJobs.<RuntimeException>unchecked(e.getCause());
    }
    if (step <= last) {
      throw new IllegalStateException(
          "The training stopped at step " + step + ", before its last, without saying why");
    }
  }

  private void finish(int step, StepMessage all) {
    StepReport report = all.report();
    int epochSteps = plan.epochs().steps();
    if (!Double.isFinite(report.total())) {
      throw new IllegalStateException(
          "The loss became "
              + report.total()
              + " at step "
              + step
              + " (epoch "
              + ((step - 1) / epochSteps + 1)
              + "): "
              + report
              + ". Lower the learning rate or clip gradients.");
    }
    int rows = plan.epochs().rowsOf(plan.withinEpoch(step));
    meter.step(step, report, rows, plan.schedule().rate(step), all.times());
    String slow = stragglers.step(all.seconds(), step % epochSteps == 0);
    if (slow != null) {
      listener.noted(slow);
    }
  }

  /** Scala throws checked exceptions without saying so, and callers look for them. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }

  @Override
  public void close() {
    if (initial != null) {
      initial.destroy();
    }
    sent.destroy();
  }
}
