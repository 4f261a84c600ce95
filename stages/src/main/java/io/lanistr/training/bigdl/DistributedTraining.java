package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.optim.DistriOptimizer;
import com.intel.analytics.bigdl.dllib.utils.Engine$;
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
import io.lanistr.training.step.StepTotals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** One training on BigDL's {@code DistriOptimizer}, from placed rows to trained numbers. */
public final class DistributedTraining {
  private static final AtomicInteger ACTIVE = new AtomicInteger();

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
    ACTIVE.incrementAndGet();
    QuietLogs.apply();
    LiveSettings.acquire(context.sc());
  }

  /** Says that a training that has begun is over. */
  public static void end(JavaSparkContext context) {
    LiveSettings.release(context.sc());
    ACTIVE.decrementAndGet();
  }

  /**
   * Removes everything that a training left on the executors.
   *
   * @param failed whether it ended with an exception; then blocks that nobody knows go too, unless
   *     other trainings run
   */
  public static void clear(
      JavaSparkContext context, ClusterLayout cluster, String training, boolean failed) {
    for (JavaRDD<?> cached : context.getPersistentRDDs().values()) {
      if (cached.rdd().dependencies().exists(new OnShardsOf(training))) {
        cached.unpersist(false);
      }
    }
    boolean unknownToo = failed && ACTIVE.get() == 1;
    new CleanupRdd(context.sc(), cluster.locations(), training, unknownToo).count();
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
    Broadcast<StepLayout> layout =
        context.broadcast(new StepLayout(epochs, firstIndex, cluster.cores(), spec));
    ProgressMeter meter = new ProgressMeter(training.epochs(), epochs.steps(), listener);
    try {
      LanistrModule module =
          new LanistrModule(
              shards.training(),
              spec,
              start.trainable().clone(),
              start.buffers().length == 0 ? null : start.buffers().clone());
      BestEpoch bestOrNull =
          stoppingOrNull == null
              ? null
              : new BestEpoch(
                  stoppingOrNull,
                  () -> soFar(module, initial, spec, meter),
                  meter,
                  initial.frozen());
      if (from != null && from.bestOrNull() != null && bestOrNull != null) {
        bestOrNull.resume(from.bestOrNull());
      }
      AdamW optimizer = optimizer(groups, from, hadoop);
      meter.start();
      if (from != null) {
        meter.resume(from.progress());
      }
      optimize(
          module,
          layout,
          optimizer,
          meter,
          listener,
          step -> {
            boolean endsEpoch = step % epochs.steps() == 0;
            boolean ends = endsEpoch && bestOrNull != null && bestOrNull.judge();
            if (!ends && snapshotsOrNull != null && snapshotsOrNull.due(step, endsEpoch)) {
              takeSnapshot(step, snapshotsOrNull, hadoop, meter, bestOrNull);
            }
            return ends;
          });
      NetworkState state =
          bestOrNull != null && bestOrNull.best() != null
              ? bestOrNull.best()
              : state(module, module.copyWeights(), initial, spec);
      if (snapshotsOrNull != null) {
        snapshotsOrNull.finish(schedule().totalSteps(), state, meter.state());
      }
      return new Result(state, meter.history());
    } finally {
      context.sc().setJobDescription(null);
      layout.destroy();
      spec.destroy();
      hadoop.destroy();
    }
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

  private AdamW optimizer(
      ParameterGroups groups, Snapshot from, Broadcast<SerializableConfiguration> hadoop) {
    AdamW optimizer =
        new AdamW(
            shards.training(),
            groups,
            schedule(),
            training.clipNorm(),
            training.averagingDecay(),
            cluster.executors(),
            from == null ? null : new ResumePoint(from.folder(), from.slices(), hadoop));
    if (from != null) {
      optimizer.startAt(Math.toIntExact(from.step() + 1));
    }
    return optimizer;
  }

  private NetworkState state(
      LanistrModule module, float[] weights, NetworkState initial, Broadcast<ReplicaSpec> spec) {
    return new NetworkState(weights, initial.frozen(), statistics(module, weights, spec));
  }

  /** The network between two steps; its weights are on the executors. */
  private TrainedNetwork soFar(
      LanistrModule module,
      NetworkState initial,
      Broadcast<ReplicaSpec> spec,
      ProgressMeter meter) {
    float[] weights = new float[initial.trainable().length];
    for (WeightSlice slice : rows().map(new SliceOfWeights(shards.training())).collect()) {
      System.arraycopy(slice.values(), 0, weights, slice.start(), slice.values().length);
    }
    return new TrainedNetwork(
        network, training.frozen(), state(module, weights, initial, spec), meter.history());
  }

  private void optimize(
      LanistrModule module,
      Broadcast<StepLayout> layout,
      AdamW adamW,
      ProgressMeter meter,
      TrainingListener listener,
      IntPredicate ends) {
    LearningRateSchedule schedule = schedule();
    StepClock clock = new StepClock();
    ReportAccumulator reports = new ReportAccumulator();
    context.sc().register(reports);
    TaskSeconds seconds = new TaskSeconds(cluster.executors());
    context.sc().register(seconds);
    Stragglers stragglers = new Stragglers(cluster.locations());
    StepTrigger trigger =
        new StepTrigger(
            epochs,
            schedule,
            clock,
            reports,
            (first, count) -> totals(layout, first, count),
            meter,
            step -> {
              stragglers.step(seconds.value());
              seconds.reset();
              String slow = step % epochs.steps() == 0 ? stragglers.report() : null;
              if (slow != null) {
                listener.noted(slow);
              }
              return ends.test(step);
            });
    StepRdd steps = new StepRdd(shards, layout, clock, reports, seconds);
    // BigDL's own guess of nodes and cores is wrong on most masters.
    Engine$.MODULE$.setNodeAndCore(cluster.executors(), cluster.cores());
    DistriOptimizer<Object> optimizer =
        new DistriOptimizer<>(
            module,
            new StepDataSet(shards, steps, epochs.steps(), cluster.cores()),
            new SliceLoss(),
            Floats.TAG,
            Floats.numeric());
    optimizer.setCompressType(
        training.compression() == TrainingConfig.Compression.NONE ? "none" : "fp16");
    optimizer.setOptimMethod(adamW);
    if (cluster.executors() > 1 && training.clipNorm() > 0) {
      optimizer.setGradientClippingByl2Norm(training.clipNorm());
    }
    optimizer.setEndWhen(trigger);
    try {
      optimizer.optimize();
    } finally {
      trigger.close();
    }
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

  private Broadcast<StepTotals> totals(Broadcast<StepLayout> layout, int first, int count) {
    String which =
        count == 1 ? "epoch " + (first + 1) : "epochs " + (first + 1) + " to " + (first + count);
    context
        .sc()
        .setJobDescription(
            String.format("%s, %s of %d", training.objective().title(), which, training.epochs()));
    StepTotals totals = rows().map(new CountSteps(layout, first, count)).reduce(StepTotals::plus);
    return context.broadcast(totals);
  }

  private JavaRDD<LocalShard> rows() {
    return new JavaRDD<>(shards, shards.elementClassTag());
  }

  /** Re-estimated over the training rows, or as training left them. */
  private float[] statistics(LanistrModule module, float[] weights, Broadcast<ReplicaSpec> spec) {
    float[] left = module.copyStatistics();
    if (left == null) {
      return new float[0];
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
