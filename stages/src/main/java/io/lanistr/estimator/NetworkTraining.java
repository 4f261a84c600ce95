package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import io.lanistr.training.ImageAugmentation;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.NetworkState;
import io.lanistr.training.Objective;
import io.lanistr.training.RunOptions;
import io.lanistr.training.TrainedNetwork;
import io.lanistr.training.Trainer;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.TrainingConfig.Compression;
import io.lanistr.training.bigdl.TensorBoardEvents;
import io.lanistr.training.data.FrozenEncoders;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.progress.TrainingListener;
import io.lanistr.training.snapshot.ResumePolicy;
import io.lanistr.training.snapshot.SnapshotConfig;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** From a stage's Params and rows to a fitted network. */
final class NetworkTraining {
  private final TrainingParams<?> stage;
  private final MultimodalMetadata input;
  private final TrainingListener listener;
  private final int epochs;
  private final int batchSize;

  NetworkTraining(TrainingParams<?> stage, MultimodalMetadata input, TrainingListener listener) {
    this(stage, input, listener, stage.getEpochs(), stage.getBatchSize());
  }

  private NetworkTraining(
      TrainingParams<?> stage,
      MultimodalMetadata input,
      TrainingListener listener,
      int epochs,
      int batchSize) {
    this.stage = stage;
    this.input = input;
    this.listener = listener;
    this.epochs = epochs;
    this.batchSize = batchSize;
  }

  /** The same with other numbers of epochs and of rows in a step. */
  NetworkTraining lasting(int newEpochs, int newBatchSize) {
    return new NetworkTraining(stage, input, listener, newEpochs, newBatchSize);
  }

  /** Trains a network by its masking losses. */
  FittedNetwork pretrain(
      Dataset<Row> rows, String multimodal, NetworkConfig network, MaskingConfig masking) {
    TrainingConfig config = config(Objective.PRETRAINING, masking);
    return run(rows, TrainingTask.fresh(RowColumns.unlabelled(multimodal), network), config);
  }

  /** Trains a network on labels. */
  FittedNetwork fineTune(Dataset<Row> rows, TrainingTask task) {
    TrainingConfig config = config(Objective.FINE_TUNING, MaskingConfig.DEFAULT);
    return run(
        rows,
        task,
        config.toBuilder()
            .unfreezeEvery(task.unfreezeEvery())
            .bodyRateFactor(task.startOrNull() == null ? 1 : task.pretrainedRateFactor())
            .build());
  }

  private FittedNetwork run(Dataset<Row> rows, TrainingTask task, TrainingConfig config) {
    LanistrNetwork whole = new LanistrNetwork(task.network(), Set.of());
    NetworkState state = NetworkState.initial(whole, stage.getSeed());
    if (task.startOrNull() == null) {
      Checkpoints.of(stage, input).load(whole, listener);
    } else {
      copyShared(task.startOrNull().weights().open(), whole);
    }
    Set<Part> once = encodersToRunOnce(task.network(), config);
    Function<TrainedNetwork, FittedNetwork> fitted =
        trained -> fitted(task, whole, state, trained, once);
    return fitted.apply(train(rows, task, whole, once, without(config, once), fitted));
  }

  /**
   * A model's network of what has been trained and what has not.
   *
   * @param whole has what was not trained; uses {@code state}
   */
  private FittedNetwork fitted(
      TrainingTask task,
      LanistrNetwork whole,
      NetworkState state,
      TrainedNetwork trained,
      Set<Part> once) {
    copyShared(trained.open(), whole);
    task.finish().accept(whole);
    whole.buffers().copyOut(state.buffers(), 0);
    NetworkWeights weights =
        NetworkWeights.of(task.network(), state.trainable().clone(), state.buffers().clone());
    return new FittedNetwork(
        new SavedNetwork(weights, input, task.classNames()),
        TrainingSummary.of(stage, trained.history()),
        once);
  }

  /** Trains the network, or what it is without some encoders, from its present numbers. */
  private TrainedNetwork train(
      Dataset<Row> rows,
      TrainingTask task,
      LanistrNetwork whole,
      Set<Part> once,
      TrainingConfig config,
      Function<TrainedNetwork, FittedNetwork> fitted) {
    FrozenEncoders encodersOrNull = once.isEmpty() ? null : FrozenEncoders.of(whole, once);
    NetworkConfig network = once.isEmpty() ? whole.config() : whole.config().encodedElsewhere(once);
    LanistrNetwork part = new LanistrNetwork(network, config.frozen());
    NetworkState initial = NetworkState.empty(part);
    initial.bindTo(part);
    copyShared(whole, part);
    part.buffers().copyOut(initial.buffers(), 0);
    try (TensorBoardEvents events = events(rows.sparkSession())) {
      return Trainer.train(
          rows.sparkSession(),
          rows,
          task.columns(),
          network,
          encodersOrNull,
          config,
          initial,
          new RunOptions(
              events == null ? listener : listener.and(events),
              task.judgeOrNull() == null ? null : task.judgeOrNull().stopping(fitted),
              snapshots(),
              stage.getMaxRestarts()));
    }
  }

  /** Null if nobody wants any. */
  private TensorBoardEvents events(SparkSession session) {
    return stage.getTensorBoardDir().isEmpty()
        ? null
        : TensorBoardEvents.create(
            stage.getTensorBoardDir(), stage.uid(), session.sessionState().newHadoopConf());
  }

  private SnapshotConfig snapshots() {
    return stage.getCheckpointDir().isEmpty()
        ? null
        : new SnapshotConfig(
            stage.getCheckpointDir(),
            stage.getCheckpointInterval(),
            stage.getCheckpointsKept(),
            ResumePolicy.valueOf(stage.getResumePolicy().toUpperCase(Locale.ROOT)));
  }

  /** Frozen encoders whose states can be kept: not where official quirks run them as trained. */
  private Set<Part> encodersToRunOnce(NetworkConfig network, TrainingConfig config) {
    Set<Part> once = EnumSet.noneOf(Part.class);
    if (stage.getCacheFrozen() && !stage.getCompatibility().equals("official")) {
      config.frozen().stream().filter(network::encodes).forEach(once::add);
      if (config.augmentation().changes()) {
        once.remove(Part.IMAGE);
      }
    }
    return once;
  }

  private static TrainingConfig without(TrainingConfig config, Set<Part> parts) {
    Set<Part> frozen = EnumSet.noneOf(Part.class);
    config.frozen().stream().filter(part -> !parts.contains(part)).forEach(frozen::add);
    return config.toBuilder().frozen(frozen).build();
  }

  /** Copies what both have; equal names have equal shapes in equal encoders. */
  private static void copyShared(LanistrNetwork from, LanistrNetwork to) {
    for (Slot slot : to.parameters().slots()) {
      if (from.parameters().find(slot.name()) != null) {
        to.parameters().copyIn(slot.name(), from.parameters().copyOut(slot.name()), 0);
      }
    }
    Map<String, float[]> statistics = from.buffers().vectors();
    to.buffers()
        .vectors()
        .forEach(
            (name, target) -> {
              float[] source = statistics.get(name);
              if (source != null) {
                System.arraycopy(source, 0, target, 0, target.length);
              }
            });
  }

  private TrainingConfig config(Objective objective, MaskingConfig masking) {
    return TrainingConfig.pretraining(epochs, batchSize).toBuilder()
        .objective(objective)
        .microBatchSize(stage.getMicroBatchSize())
        .learningRate(stage.getLearningRate())
        .warmupFraction(stage.getWarmupFraction())
        .weightDecay(stage.getWeightDecay())
        .decayEverything(stage.getCompatibility().equals("official"))
        .clipNorm(stage.getClipNorm())
        .encoderRateFactor(stage.getEncoderLearningRateFactor())
        .modalityDropout(stage.getModalityDropout())
        .augmentation(new ImageAugmentation(stage.getImageCropArea(), stage.getImageFlip()))
        .averagingDecay(stage.getAveragingDecay())
        .seed(stage.getSeed())
        .frozen(FrozenParts.of(stage.getFrozenParts()))
        .masking(masking)
        .compression(Compression.valueOf(stage.getCompression().toUpperCase(Locale.ROOT)))
        .build();
  }
}
