package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Slot;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.NetworkState;
import io.lanistr.training.Objective;
import io.lanistr.training.TrainedNetwork;
import io.lanistr.training.Trainer;
import io.lanistr.training.TrainingConfig;
import io.lanistr.training.TrainingConfig.Compression;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.progress.TrainingListener;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

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
    return run(rows, RowColumns.unlabelled(multimodal), network, config, null, List.of());
  }

  /**
   * Trains a network to classify.
   *
   * @param start network whose parameters it starts from where it has them, or null
   */
  FittedNetwork classify(
      Dataset<Row> rows,
      RowColumns columns,
      NetworkConfig network,
      SavedNetwork start,
      List<String> classNames) {
    TrainingConfig config = config(Objective.CLASSIFICATION, MaskingConfig.DEFAULT);
    return run(rows, columns, network, config, start, classNames);
  }

  private FittedNetwork run(
      Dataset<Row> rows,
      RowColumns columns,
      NetworkConfig network,
      TrainingConfig config,
      SavedNetwork start,
      List<String> classNames) {
    TrainedNetwork trained =
        Trainer.train(
            rows.sparkSession(),
            rows,
            columns,
            network,
            config,
            initial(network, config, start),
            listener);
    LanistrNetwork opened = trained.open();
    LanistrNetwork whole = new LanistrNetwork(network, Set.of());
    float[] weights = new float[whole.parameters().trainableSize()];
    whole.parameters().bind(weights, 0, null, 0);
    copyShared(opened.parameters(), whole.parameters());
    SavedNetwork saved =
        new SavedNetwork(
            NetworkWeights.of(network, weights, trained.state().buffers()), input, classNames);
    return new FittedNetwork(saved, TrainingSummary.of(stage, trained.history()));
  }

  /** Initial values from the seed, replaced by those of {@code start} where it has them. */
  private NetworkState initial(NetworkConfig config, TrainingConfig training, SavedNetwork start) {
    LanistrNetwork network = new LanistrNetwork(config, training.frozen());
    NetworkState state = NetworkState.initial(network, stage.getSeed());
    if (start != null) {
      LanistrNetwork pretrained = start.weights().open();
      copyShared(pretrained.parameters(), network.parameters());
      Map<String, float[]> from = pretrained.buffers().vectors();
      network
          .buffers()
          .vectors()
          .forEach(
              (name, target) -> {
                float[] source = from.get(name);
                if (source != null) {
                  System.arraycopy(source, 0, target, 0, target.length);
                }
              });
      network.buffers().copyOut(state.buffers(), 0);
    }
    return state;
  }

  /** Copies the parameters that both have; equal names have equal shapes in equal encoders. */
  private static void copyShared(Parameters from, Parameters to) {
    for (Slot slot : to.slots()) {
      if (from.find(slot.name()) != null) {
        to.copyIn(slot.name(), from.copyOut(slot.name()), 0);
      }
    }
  }

  private TrainingConfig config(Objective objective, MaskingConfig masking) {
    return TrainingConfig.pretraining(epochs, batchSize).toBuilder()
        .objective(objective)
        .learningRate(stage.getLearningRate())
        .warmupFraction(stage.getWarmupFraction())
        .weightDecay(stage.getWeightDecay())
        .decayEverything(stage.getCompatibility().equals("official"))
        .clipNorm(stage.getClipNorm())
        .encoderRateFactor(stage.getEncoderLearningRateFactor())
        .modalityDropout(stage.getModalityDropout())
        .averagingDecay(stage.getAveragingDecay())
        .seed(stage.getSeed())
        .frozen(FrozenParts.of(stage.getFrozenParts()))
        .masking(masking)
        .compression(Compression.valueOf(stage.getCompression().toUpperCase(Locale.ROOT)))
        .build();
  }
}
