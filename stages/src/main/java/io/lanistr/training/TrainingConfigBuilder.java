package io.lanistr.training;

import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.training.TrainingConfig.Compression;
import java.util.Set;

/** Changes a {@link TrainingConfig}, setting by setting. */
public final class TrainingConfigBuilder {
  private Objective objective;
  private int epochs;
  private int batchSize;
  private int microBatchSize;
  private int unfreezeEvery;
  private double learningRate;
  private double warmupFraction;
  private boolean cosineDecay;
  private double weightDecay;
  private boolean decayEverything;
  private double clipNorm;
  private double bodyRateFactor;
  private double encoderRateFactor;
  private double modalityDropout;
  private ImageAugmentation augmentation;
  private double averagingDecay;
  private long seed;
  private Set<Part> frozen;
  private MaskingConfig masking;
  private Compression compression;

  TrainingConfigBuilder(TrainingConfig config) {
    objective = config.objective();
    epochs = config.epochs();
    batchSize = config.batchSize();
    microBatchSize = config.microBatchSize();
    unfreezeEvery = config.unfreezeEvery();
    learningRate = config.learningRate();
    warmupFraction = config.warmupFraction();
    cosineDecay = config.cosineDecay();
    weightDecay = config.weightDecay();
    decayEverything = config.decayEverything();
    clipNorm = config.clipNorm();
    bodyRateFactor = config.bodyRateFactor();
    encoderRateFactor = config.encoderRateFactor();
    modalityDropout = config.modalityDropout();
    augmentation = config.augmentation();
    averagingDecay = config.averagingDecay();
    seed = config.seed();
    frozen = config.frozen();
    masking = config.masking();
    compression = config.compression();
  }

  public TrainingConfigBuilder objective(Objective value) {
    objective = value;
    return this;
  }

  public TrainingConfigBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  public TrainingConfigBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  public TrainingConfigBuilder microBatchSize(int value) {
    microBatchSize = value;
    return this;
  }

  public TrainingConfigBuilder unfreezeEvery(int value) {
    unfreezeEvery = value;
    return this;
  }

  public TrainingConfigBuilder learningRate(double value) {
    learningRate = value;
    return this;
  }

  public TrainingConfigBuilder warmupFraction(double value) {
    warmupFraction = value;
    return this;
  }

  public TrainingConfigBuilder cosineDecay(boolean value) {
    cosineDecay = value;
    return this;
  }

  public TrainingConfigBuilder weightDecay(double value) {
    weightDecay = value;
    return this;
  }

  public TrainingConfigBuilder decayEverything(boolean value) {
    decayEverything = value;
    return this;
  }

  public TrainingConfigBuilder clipNorm(double value) {
    clipNorm = value;
    return this;
  }

  public TrainingConfigBuilder bodyRateFactor(double value) {
    bodyRateFactor = value;
    return this;
  }

  public TrainingConfigBuilder encoderRateFactor(double value) {
    encoderRateFactor = value;
    return this;
  }

  public TrainingConfigBuilder modalityDropout(double value) {
    modalityDropout = value;
    return this;
  }

  public TrainingConfigBuilder augmentation(ImageAugmentation value) {
    augmentation = value;
    return this;
  }

  public TrainingConfigBuilder averagingDecay(double value) {
    averagingDecay = value;
    return this;
  }

  public TrainingConfigBuilder seed(long value) {
    seed = value;
    return this;
  }

  public TrainingConfigBuilder frozen(Set<Part> value) {
    frozen = value;
    return this;
  }

  public TrainingConfigBuilder masking(MaskingConfig value) {
    masking = value;
    return this;
  }

  public TrainingConfigBuilder compression(Compression value) {
    compression = value;
    return this;
  }

  /**
   * The changed configuration.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TrainingConfig build() {
    return new TrainingConfig(
        objective,
        epochs,
        batchSize,
        microBatchSize,
        unfreezeEvery,
        learningRate,
        warmupFraction,
        cosineDecay,
        weightDecay,
        decayEverything,
        clipNorm,
        bodyRateFactor,
        encoderRateFactor,
        modalityDropout,
        augmentation,
        averagingDecay,
        seed,
        frozen,
        masking,
        compression);
  }
}
