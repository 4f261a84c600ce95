package io.lanistr.training.bigdl;

import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.training.EarlyStopping;
import io.lanistr.training.EpochSummary;
import io.lanistr.training.NetworkState;
import io.lanistr.training.TrainedNetwork;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.data.EncoderPass;
import io.lanistr.training.data.EpochLayout;
import io.lanistr.training.data.FrozenEncoders;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.data.ShardRdd;
import io.lanistr.training.optimizer.LearningRateSchedule;
import io.lanistr.training.optimizer.ParameterGroups;
import io.lanistr.training.progress.ProgressMeter;
import io.lanistr.training.progress.TrainingListener;
import io.lanistr.training.snapshot.ResumePoint;
import io.lanistr.training.snapshot.Snapshot;
import io.lanistr.training.snapshot.Snapshots;
import io.lanistr.training.step.ReplicaSpec;
import io.lanistr.training.step.StatisticsPass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** One training, from placed rows to trained numbers. */
public final class DistributedTraining {
  /** A job has at least so many steps, unless something is to be done after fewer. */
  private static final int LEAST_STEPS_OF_JOB = 200;

  /** What a training yields. */
  public record Result(NetworkState state, List<EpochSummary> history) {}

  private final JavaSparkContext context;
  private final ClusterLayout cluster;
  private final ShardRdd shards;
  private final EpochLayout epochs;
  private final long[] firstIndex;
  private final NetworkConfig network;
  private final TrainingConfig training;
  private final Map<Part, String> encoders;

  /**
   * @param shards one partition an executor of {@code cluster}
   * @param firstIndex index among all rows of each shard's first
   * @param encoders ids of the encoders whose states the executors have
   */
  public DistributedTraining(
      JavaSparkContext context,
      ClusterLayout cluster,
      ShardRdd shards,
      EpochLayout epochs,
      long[] firstIndex,
      NetworkConfig network,
      TrainingConfig training,
      Map<Part, String> encoders) {
    this.encoders = encoders;
    this.context = context;
    this.cluster = cluster;
    this.shards = shards;
    this.epochs = epochs;
    this.firstIndex = firstIndex.clone();
    this.network = network;
    this.training = training;
  }

  /** Says that a training begins, before its rows are placed; {@link #end} must follow. */
  public static void begin(JavaSparkContext context) {
    QuietLogs.apply();
    LiveSettings.acquire(context.sc());
  }

  /** Says that a training that has begun is over. */
  public static void end(JavaSparkContext context) {
    LiveSettings.release(context.sc());
  }

  /** Removes everything that a training left on the executors. */
  public static void clear(JavaSparkContext context, ClusterLayout cluster, String training) {
    for (JavaRDD<?> cached : context.getPersistentRDDs().values()) {
      if (cached.rdd().dependencies().exists(new OnShardsOf(training))) {
        cached.unpersist(false);
      }
    }
    new CleanupRdd(context.sc(), cluster.locations(), training).count();
  }

  /**
   * Runs frozen encoders over all rows, so that their states are on the executors until {@link
   * #clear}.
   */
  public static void encode(
      JavaSparkContext context,
      ClusterLayout cluster,
      ShardRdd shards,
      FrozenEncoders frozen,
      TrainingListener listener) {
    Broadcast<FrozenEncoders> encoders = context.broadcast(frozen);
    String names =
        frozen.parts().stream()
            .map(part -> part.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    context.sc().setJobDescription("frozen encoders (" + names + ") run once");
    long start = System.nanoTime();
    try {
      EncoderPass.Count count =
          new JavaRDD<>(shards, shards.elementClassTag())
              .map(new EncodeShard(encoders, shards.training(), cluster.cores()))
              .reduce(EncoderPass.Count::plus);
      listener.noted(
          String.format(
              Locale.ROOT,
              "frozen encoders (%s): %d items encoded once in %.1f s, %d found from before",
              names,
              count.encoded(),
              (System.nanoTime() - start) / 1e9,
              count.found()));
    } finally {
      context.sc().setJobDescription(null);
      encoders.destroy();
    }
  }

  /**
   * Trains, from the newest snapshot on if there is one.
   *
   * @param groups of the trained parameters
   * @param stoppingOrNull judges each epoch; null to make all and keep the last
   * @param snapshotsOrNull of this training
   */
  public Result run(
      NetworkState initial,
      ParameterGroups groups,
      TrainingListener listener,
      EarlyStopping stoppingOrNull,
      Snapshots snapshotsOrNull) {
    TrainingKryoRegistrator.require(context.getConf());
    new MemoryNeed(groups.size(), cluster).require(context.getConf());
    Snapshot from = snapshotsOrNull == null ? null : snapshotsOrNull.newest();
    NetworkState start = from == null ? initial : start(initial, from, listener);
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(
            new SerializableConfiguration(
                snapshotsOrNull == null ? new Configuration(false) : snapshotsOrNull.hadoop()));
    Broadcast<ReplicaSpec> spec =
        context.broadcast(
            new ReplicaSpec(network, training, start.frozen(), start.buffers(), encoders));
    ProgressMeter meter = new ProgressMeter(training.epochs(), epochs.steps(), listener);
    TrainingPlan plan = plan(groups, from, spec, hadoop);
    try (StepJobs jobs =
        new StepJobs(context, cluster, shards, plan, start.trainable(), meter, listener)) {
      if (snapshotsOrNull != null) {
        snapshotsOrNull.requireShared(folder -> rows().foreach(new ProbeFolder(folder, hadoop)));
      }
      BestEpoch bestOrNull =
          stoppingOrNull == null
              ? null
              : new BestEpoch(
                  stoppingOrNull,
                  () ->
                      new TrainedNetwork(
                          network, training.frozen(), soFar(initial, spec), meter.history()),
                  meter,
                  initial.frozen());
      if (from != null && from.bestOrNull() != null && bestOrNull != null) {
        bestOrNull.resume(from.bestOrNull());
      }
      meter.start();
      if (from != null) {
        meter.resume(from.progress());
      }
      int last;
      for (int first = plan.firstStep(); first <= plan.schedule().totalSteps(); first = last + 1) {
        last = lastOfJob(first, bestOrNull != null, snapshotsOrNull);
        jobs.run(first, last);
        boolean endsEpoch = last % epochs.steps() == 0;
        if (endsEpoch && bestOrNull != null && bestOrNull.judge()) {
          break;
        }
        if (snapshotsOrNull != null && snapshotsOrNull.due(last, endsEpoch)) {
          takeSnapshot(last, snapshotsOrNull, hadoop, meter, bestOrNull);
        }
      }
      NetworkState state =
          bestOrNull != null && bestOrNull.best() != null
              ? bestOrNull.best()
              : soFar(initial, spec);
      if (snapshotsOrNull != null) {
        snapshotsOrNull.finish(schedule().totalSteps(), state, meter.state());
      }
      return new Result(state, meter.history());
    } finally {
      context.sc().setJobDescription(null);
      spec.destroy();
      hadoop.destroy();
    }
  }

  private TrainingPlan plan(
      ParameterGroups groups,
      Snapshot fromOrNull,
      Broadcast<ReplicaSpec> spec,
      Broadcast<SerializableConfiguration> hadoop) {
    return new TrainingPlan(
        shards.training(),
        epochs,
        firstIndex,
        cluster.cores(),
        spec,
        groups,
        schedule(),
        fromOrNull == null ? 1 : Math.toIntExact(fromOrNull.step() + 1),
        fromOrNull == null
            ? null
            : new ResumePoint(fromOrNull.folder(), fromOrNull.slices(), hadoop));
  }

  /** The step after which something is to be done, or enough have been made. */
  private int lastOfJob(int first, boolean judged, Snapshots snapshotsOrNull) {
    int total = (int) schedule().totalSteps();
    for (int step = first; step < total; step++) {
      boolean endsEpoch = step % epochs.steps() == 0;
      boolean enough = judged || step - first + 1 >= LEAST_STEPS_OF_JOB;
      if (endsEpoch && enough || snapshotsOrNull != null && snapshotsOrNull.due(step, endsEpoch)) {
        return step;
      }
    }
    return total;
  }

  private void takeSnapshot(
      int step,
      Snapshots snapshots,
      Broadcast<SerializableConfiguration> hadoop,
      ProgressMeter meter,
      BestEpoch bestOrNull) {
    if (step < schedule().totalSteps()) {
      snapshots.take(
          step,
          folder -> rows().map(new WriteSlice(shards.training(), folder, hadoop)).collect(),
          meter.state(),
          bestOrNull == null ? null : bestOrNull.soFar());
    }
  }

  private NetworkState start(NetworkState initial, Snapshot from, TrainingListener listener) {
    if (from.weights().length != initial.trainable().length) {
      throw new IllegalArgumentException(
          "The checkpoint "
              + from.folder()
              + " has "
              + from.weights().length
              + " parameters; the network has "
              + initial.trainable().length);
    }
    listener.noted(
        String.format(
            "continuing after step %d of %d, from checkpoint %s",
            from.step(), schedule().totalSteps(), from.folder()));
    boolean same = from.statistics().length == initial.buffers().length;
    return new NetworkState(
        from.weights(), initial.frozen(), same ? from.statistics() : initial.buffers());
  }

  /** The network between two steps, whose weights are on the executors. */
  private NetworkState soFar(NetworkState initial, Broadcast<ReplicaSpec> spec) {
    float[] weights = new float[initial.trainable().length];
    float[] left = new float[0];
    for (WeightSlice slice : rows().map(new SliceOfWeights(shards.training())).collect()) {
      System.arraycopy(slice.values(), 0, weights, slice.start(), slice.values().length);
      left = slice.start() == 0 ? slice.statistics() : left;
    }
    return new NetworkState(weights, initial.frozen(), statistics(left, weights, spec));
  }

  private LearningRateSchedule schedule() {
    long steps = (long) training.epochs() * epochs.steps();
    if (steps >= Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          steps + " steps are more than BigDL can count; train fewer epochs or larger batches.");
    }
    long warmup = Math.min(steps - 1, Math.round(training.warmupFraction() * steps));
    return new LearningRateSchedule(training.learningRate(), warmup, steps, training.cosineDecay());
  }

  private JavaRDD<LocalShard> rows() {
    return new JavaRDD<>(shards, shards.elementClassTag());
  }

  /**
   * Re-estimated over the training rows, or as training left them.
   *
   * @param left statistics of the first replica
   */
  private float[] statistics(float[] left, float[] weights, Broadcast<ReplicaSpec> spec) {
    if (left.length == 0) {
      return left;
    }
    if (network.compatibility().momentumStatistics() || training.frozen().contains(Part.TABLE)) {
      return left;
    }
    int slices = cluster.executors() * cluster.cores();
    int sliceRows = Math.max(2, (training.batchSize() + slices - 1) / slices);
    Broadcast<float[]> trained = context.broadcast(weights);
    try {
      return rows()
          .map(shard -> StatisticsPass.over(shard.rows(), spec.value(), trained.value(), sliceRows))
          .reduce(StatisticsPass::plus)
          .averages();
    } finally {
      trained.destroy();
    }
  }
}
