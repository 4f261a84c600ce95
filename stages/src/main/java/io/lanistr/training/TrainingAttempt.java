package io.lanistr.training;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.training.bigdl.ClusterLayout;
import io.lanistr.training.bigdl.DistributedTraining;
import io.lanistr.training.data.EpochLayout;
import io.lanistr.training.data.FrozenEncoders;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.data.ShardLoader;
import io.lanistr.training.data.ShardRdd;
import io.lanistr.training.data.ShardSummary;
import io.lanistr.training.optimizer.ParameterGroups;
import io.lanistr.training.optimizer.Unfreezing;
import io.lanistr.training.snapshot.Fingerprint;
import io.lanistr.training.snapshot.Snapshot;
import io.lanistr.training.snapshot.Snapshots;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** One attempt at a training, on the executors that there are: places rows and trains. */
final class TrainingAttempt {
  private final SparkSession session;
  private final Dataset<Row> rows;
  private final RowColumns columns;
  private final LanistrNetwork blank;
  private final NetworkConfig network;
  private final FrozenEncoders encodersOrNull;
  private final TrainingConfig training;
  private final NetworkState initial;
  private final RunOptions options;

  /** See {@link Trainer#train}. */
  TrainingAttempt(
      SparkSession session,
      Dataset<Row> rows,
      RowColumns columns,
      LanistrNetwork blank,
      FrozenEncoders encodersOrNull,
      TrainingConfig training,
      NetworkState initial,
      RunOptions options) {
    this.session = session;
    this.rows = rows;
    this.columns = columns;
    this.blank = blank;
    this.network = blank.config();
    this.encodersOrNull = encodersOrNull;
    this.training = training;
    this.initial = initial;
    this.options = options;
  }

  /**
   * Trains. What it leaves on the executors is for {@link DistributedTraining#clear}.
   *
   * @param id unique
   */
  TrainedNetwork run(JavaSparkContext context, ClusterLayout cluster, String id) {
    MultimodalMetadata metadata =
        NetworkFit.restrict(
            MultimodalSchema.metadata(rows.schema(), columns.multimodal()),
            network,
            encodersOrNull == null ? null : encodersOrNull.config());
    ShardLoader loader =
        ShardLoader.place(
            training.objective() == Objective.FINE_TUNING ? labelled() : rows,
            columns,
            metadata,
            id,
            cluster.locations(),
            classes());
    return train(context, cluster, id, loader.load());
  }

  private TrainedNetwork train(
      JavaSparkContext context, ClusterLayout cluster, String id, List<ShardSummary> summaries) {
    long[] firstIndex = new long[cluster.executors()];
    EpochLayout epochs = layout(summaries, firstIndex);
    Snapshots snapshots = options.snapshotsOrNull() == null ? null : snapshots(summaries);
    Snapshot ended = snapshots == null ? null : snapshots.finished();
    if (ended != null && ended.weights().length == initial.trainable().length) {
      options
          .listener()
          .noted("this training has ended before; taking what it left in " + ended.folder());
      NetworkState state = new NetworkState(ended.weights(), initial.frozen(), ended.statistics());
      return new TrainedNetwork(network, training.frozen(), state, ended.progress().history());
    }
    List<String> locations = locations(summaries);
    ShardRdd shards = new ShardRdd(context.sc(), id, locations);
    Map<Part, String> encoders = Map.of();
    if (encodersOrNull != null) {
      DistributedTraining.encode(context, cluster, shards, encodersOrNull, options.listener());
      encoders = encodersOrNull.ids();
    }
    ParameterGroups groups = groups(epochs.steps());
    options
        .listener()
        .started(
            String.format(
                "%d rows, %d parameters (%d frozen), %d executors x %d cores, %d epochs of %d"
                    + " steps",
                epochs.rows(),
                groups.size(),
                initial.frozen().length,
                cluster.executors(),
                cluster.cores(),
                training.epochs(),
                epochs.steps()));
    DistributedTraining.Result result =
        new DistributedTraining(
                context, cluster, shards, epochs, firstIndex, network, training, encoders)
            .run(initial, groups, options.listener(), options.stoppingOrNull(), snapshots);
    return new TrainedNetwork(network, training.frozen(), result.state(), result.history());
  }

  private static List<String> locations(List<ShardSummary> summaries) {
    List<String> locations = summaries.stream().map(ShardSummary::location).toList();
    if (new HashSet<>(locations).size() < locations.size()) {
      throw new IllegalStateException(
          "Spark has put two executors' rows on one of them: "
              + locations
              + ". Leave spark.locality.wait unset, so that tasks wait for their executors.");
    }
    return locations;
  }

  private Snapshots snapshots(List<ShardSummary> summaries) {
    long contents = 0;
    long count = 0;
    for (ShardSummary summary : summaries) {
      contents += summary.contents();
      count += summary.rows();
    }
    Fingerprint fingerprint =
        Fingerprint.of(network, training)
            .with("rows.count", count)
            .with("rows.contents", Long.toHexString(contents))
            .with("weights.initial", initial.digest())
            .with("encoders", encodersOrNull == null ? "" : encodersOrNull.ids());
    EarlyStopping stopping = options.stoppingOrNull();
    if (stopping != null) {
      fingerprint =
          fingerprint
              .with("earlyStopping.metric", stopping.name())
              .with("earlyStopping.largerIsBetter", stopping.largerIsBetter())
              .with("earlyStopping.rows", stopping.rows())
              .with("earlyStopping.patience", stopping.patience())
              .with("earlyStopping.minImprovement", stopping.minImprovement());
    }
    return Snapshots.open(
        options.snapshotsOrNull(),
        training.objective().title(),
        fingerprint,
        session.sessionState().newHadoopConf(),
        options.listener()::noted);
  }

  private Dataset<Row> labelled() {
    if (columns.targets() != null) {
      return rows.filter(functions.col(ShardLoader.quoted(columns.targets())).isNotNull());
    }
    if (columns.label() == null) {
      throw new IllegalArgumentException("Fine-tuning needs a label column.");
    }
    ShardLoader.requireNumeric(rows.schema(), columns.label(), "label");
    return rows.filter(functions.col(ShardLoader.quoted(columns.label())).geq(0));
  }

  private int classes() {
    ClassifierConfig head = network.classifier();
    return head == null || head.loss().takesNumbers() ? Integer.MAX_VALUE : head.outputs();
  }

  private EpochLayout layout(List<ShardSummary> summaries, long[] firstIndex) {
    long rows = 0;
    for (int i = 0; i < summaries.size(); i++) {
      summaries.get(i).requireLabels(columns.label(), classes());
      firstIndex[i] = rows;
      rows += summaries.get(i).rows();
    }
    if (rows == 0) {
      throw new IllegalArgumentException(
          training.objective() == Objective.FINE_TUNING
              ? "No row has a label in column '"
                  + (columns.targets() == null ? columns.label() : columns.targets())
                  + "'."
              : "There are no rows to train on.");
    }
    return new EpochLayout(rows, training.batchSize(), training.seed());
  }

  private double rateFactor(Part part) {
    double body = part == Part.HEADS ? 1 : training.bodyRateFactor();
    return part.isEncoder() ? body * training.encoderRateFactor() : body;
  }

  /** Decay, rate and first step of each parameter, in the order of the flat vector. */
  private ParameterGroups groups(int stepsPerEpoch) {
    Unfreezing unfreezing = new Unfreezing(training.unfreezeEvery());
    ParameterGroups.Builder groups = ParameterGroups.builder();
    for (Slot slot : blank.parameters().slots()) {
      if (slot.trainable()) {
        boolean decays =
            training.decayEverything()
                || slot.kind() == SlotKind.WEIGHT
                || slot.kind() == SlotKind.EMBEDDING;
        groups.append(
            slot.size(),
            decays ? training.weightDecay() : 0,
            rateFactor(slot.part()),
            1 + (long) unfreezing.firstEpoch(slot.part()) * stepsPerEpoch);
      }
    }
    ParameterGroups built = groups.build();
    if (built.size() == 0) {
      throw new IllegalArgumentException("All parts of the network are frozen: nothing to train.");
    }
    if (built.size() != blank.parameters().trainableSize()) {
      throw new IllegalStateException("parameters are not in the order of the flat vector");
    }
    return built;
  }
}
