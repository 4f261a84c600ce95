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
import io.lanistr.training.progress.TrainingListener;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Trains a network on the rows of a table, on all executors of a Spark application.
 *
 * <p>The result depends on the rows, the configuration and the initial numbers; how the input is
 * partitioned does not matter, and how many executors and cores share a step only changes the order
 * in which floats are added. (With batch normalisation, in TabNet, it also changes which rows are
 * normalised together.) Several trainings can run at once in one application.
 */
public final class Trainer {
  private static final Set<Part> ENCODERS =
      EnumSet.of(Part.TEXT, Part.IMAGE, Part.SERIES, Part.TABLE);

  private Trainer() {}

  /**
   * Trains a network with all its encoders.
   *
   * @see #train(SparkSession, Dataset, RowColumns, NetworkConfig, FrozenEncoders, TrainingConfig,
   *     NetworkState, TrainingListener, EarlyStopping)
   */
  public static TrainedNetwork train(
      SparkSession session,
      Dataset<Row> rows,
      RowColumns columns,
      NetworkConfig network,
      TrainingConfig training,
      NetworkState initial,
      TrainingListener listener) {
    return train(session, rows, columns, network, null, training, initial, listener, null);
  }

  /**
   * Trains.
   *
   * @param rows holds the columns; for fine-tuning, rows without a label are left out
   * @param network its sizes must be those of the multimodal column's metadata; it may lack
   *     modalities that the column has
   * @param encodersOrNull the encoders that {@code network} leaves out; they run once over all rows
   * @param initial numbers in the layout of {@code network} and the configuration's frozen parts
   * @param stoppingOrNull judges each epoch; null to make all and keep the last
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
      TrainingListener listener,
      EarlyStopping stoppingOrNull) {
    LanistrNetwork blank = new LanistrNetwork(network, training.frozen());
    initial.requireFit(blank);
    MultimodalMetadata metadata =
        NetworkFit.restrict(
            MultimodalSchema.metadata(rows.schema(), columns.multimodal()),
            network,
            encodersOrNull == null ? null : encodersOrNull.config());
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    DistributedTraining.begin(context);
    try {
      ClusterLayout cluster = ClusterLayout.of(context.sc());
      String id = UUID.randomUUID().toString();
      ShardLoader loader =
          ShardLoader.place(
              training.objective() == Objective.FINE_TUNING ? labelled(rows, columns) : rows,
              columns,
              metadata,
              id,
              cluster.locations(),
              classes(network));
      TrainedNetwork trained;
      try {
        List<ShardSummary> summaries = loader.load();
        List<String> locations = summaries.stream().map(ShardSummary::location).toList();
        ShardRdd shards = new ShardRdd(context.sc(), id, locations);
        Map<Part, String> encoders = Map.of();
        if (encodersOrNull != null) {
          DistributedTraining.encode(context, cluster, shards, encodersOrNull, listener);
          encoders = encodersOrNull.ids();
        }
        trained =
            train(
                context,
                cluster,
                shards,
                summaries,
                columns,
                blank,
                encoders,
                training,
                initial,
                listener,
                stoppingOrNull);
      } catch (Throwable failure) {
        clearAfter(failure, context, cluster, id);
        throw failure;
      }
      DistributedTraining.clear(context, cluster, id, false);
      return trained;
    } catch (Exception e) {
      throw TrainingFailure.explain(e);
    } finally {
      DistributedTraining.end(context);
    }
  }

  /** Clears up without hiding what went wrong before. */
  private static void clearAfter(
      Throwable failure, JavaSparkContext context, ClusterLayout cluster, String id) {
    try {
      DistributedTraining.clear(context, cluster, id, true);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static TrainedNetwork train(
      JavaSparkContext context,
      ClusterLayout cluster,
      ShardRdd shards,
      List<ShardSummary> summaries,
      RowColumns columns,
      LanistrNetwork blank,
      Map<Part, String> encoders,
      TrainingConfig training,
      NetworkState initial,
      TrainingListener listener,
      EarlyStopping stoppingOrNull) {
    NetworkConfig network = blank.config();
    long[] firstIndex = new long[cluster.executors()];
    EpochLayout epochs = layout(summaries, firstIndex, columns, network, training);
    ParameterGroups groups = groups(blank, training, epochs.steps());
    listener.started(
        String.format(
            "%d rows, %d parameters (%d frozen), %d executors x %d cores, %d epochs of %d steps",
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
            .run(initial, groups, listener, stoppingOrNull);
    return new TrainedNetwork(network, training.frozen(), result.state(), result.history());
  }

  private static Dataset<Row> labelled(Dataset<Row> rows, RowColumns columns) {
    if (columns.targets() != null) {
      return rows.filter(functions.col(ShardLoader.quoted(columns.targets())).isNotNull());
    }
    if (columns.label() == null) {
      throw new IllegalArgumentException("Fine-tuning needs a label column.");
    }
    ShardLoader.requireNumeric(rows.schema(), columns.label(), "label");
    return rows.filter(functions.col(ShardLoader.quoted(columns.label())).geq(0));
  }

  private static int classes(NetworkConfig network) {
    ClassifierConfig head = network.classifier();
    return head == null || head.loss().takesNumbers() ? Integer.MAX_VALUE : head.outputs();
  }

  private static EpochLayout layout(
      List<ShardSummary> summaries,
      long[] firstIndex,
      RowColumns columns,
      NetworkConfig network,
      TrainingConfig training) {
    long rows = 0;
    for (int i = 0; i < summaries.size(); i++) {
      summaries.get(i).requireLabels(columns.label(), classes(network));
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

  /** Decay, rate and first step of each parameter, in the order of the flat vector. */
  private static ParameterGroups groups(
      LanistrNetwork network, TrainingConfig training, int stepsPerEpoch) {
    Unfreezing unfreezing = new Unfreezing(training.unfreezeEvery());
    ParameterGroups.Builder groups = ParameterGroups.builder();
    for (Slot slot : network.parameters().slots()) {
      if (slot.trainable()) {
        boolean decays =
            training.decayEverything()
                || slot.kind() == SlotKind.WEIGHT
                || slot.kind() == SlotKind.EMBEDDING;
        groups.append(
            slot.size(),
            decays ? training.weightDecay() : 0,
            ENCODERS.contains(slot.part()) ? training.encoderRateFactor() : 1,
            1 + (long) unfreezing.firstEpoch(slot.part()) * stepsPerEpoch);
      }
    }
    ParameterGroups built = groups.build();
    if (built.size() == 0) {
      throw new IllegalArgumentException("All parts of the network are frozen: nothing to train.");
    }
    if (built.size() != network.parameters().trainableSize()) {
      throw new IllegalStateException("parameters are not in the order of the flat vector");
    }
    return built;
  }
}
