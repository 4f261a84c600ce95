package io.lanistr.training;

import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.weights.Part;
import java.io.Serializable;
import java.util.Objects;
import java.util.Set;

/**
 * How a network is trained.
 *
 * @param objective what is minimised
 * @param epochs passes over the rows
 * @param batchSize rows of a step over all executors; any number, the last step of an epoch is
 *     smaller
 * @param microBatchSize rows that a core works on at once, their gradients being added up; 0 for
 *     all its rows of the step
 * @param unfreezeEvery epochs after which the next of head, fusion, projections and encoders, in
 *     this order, is trained too; 0 for all from the start
 * @param learningRate peak rate
 * @param warmupFraction share of all steps in which the rate rises, in [0, 1)
 * @param cosineDecay whether the rate then falls to zero along half a cosine
 * @param weightDecay decoupled decay of AdamW
 * @param decayEverything whether biases, normalisations and tokens decay too, as in the official
 *     implementation, or weights and embeddings only
 * @param clipNorm limit of the global norm of the gradient; 0 for none
 * @param bodyRateFactor learning-rate factor of all parts but the heads
 * @param encoderRateFactor learning-rate factor of the modalities' encoders
 * @param modalityDropout probability of leaving out a modality that a row has; at least one stays
 * @param augmentation how pictures vary
 * @param averagingDecay decay of the running mean of weights that replaces them in the end; 0 for
 *     none
 * @param seed of order, masks and dropout
 * @param frozen parts that are not trained
 * @param masking how much pretraining hides
 * @param compression of what executors exchange
 */
public record TrainingConfig(
    Objective objective,
    int epochs,
    int batchSize,
    int microBatchSize,
    int unfreezeEvery,
    double learningRate,
    double warmupFraction,
    boolean cosineDecay,
    double weightDecay,
    boolean decayEverything,
    double clipNorm,
    double bodyRateFactor,
    double encoderRateFactor,
    double modalityDropout,
    ImageAugmentation augmentation,
    double averagingDecay,
    long seed,
    Set<Part> frozen,
    MaskingConfig masking,
    Compression compression)
    implements Serializable {

  /** How weights and gradients travel between executors. */
  public enum Compression {
    /** As 32-bit floats. */
    NONE,
    /** Cut to their upper 16 bits: half the traffic, but forward passes see truncated weights. */
    TRUNCATED
  }

  public TrainingConfig {
    Objects.requireNonNull(objective, "objective");
    Objects.requireNonNull(augmentation, "augmentation");
    Objects.requireNonNull(masking, "masking");
    Objects.requireNonNull(compression, "compression");
    frozen = Set.copyOf(frozen);
    require(epochs >= 1, "epochs must be at least 1", epochs);
    require(batchSize >= 1, "batchSize must be at least 1", batchSize);
    require(microBatchSize >= 0, "microBatchSize must not be negative", microBatchSize);
    require(unfreezeEvery >= 0, "unfreezeEvery must not be negative", unfreezeEvery);
    require(finite(learningRate), "learningRate must not be negative", learningRate);
    require(fraction(warmupFraction), "warmupFraction must be in [0, 1)", warmupFraction);
    require(finite(weightDecay), "weightDecay must not be negative", weightDecay);
    require(finite(clipNorm), "clipNorm must not be negative", clipNorm);
    require(finite(bodyRateFactor), "bodyRateFactor must not be negative", bodyRateFactor);
    require(finite(encoderRateFactor), "encoderRateFactor must not be negative", encoderRateFactor);
    require(fraction(modalityDropout), "modalityDropout must be in [0, 1)", modalityDropout);
    require(fraction(averagingDecay), "averagingDecay must be in [0, 1)", averagingDecay);
  }

  /** The paper's settings for pretraining, with a tenth of the steps as warm-up. */
  public static TrainingConfig pretraining(int epochs, int batchSize) {
    return new TrainingConfig(
        Objective.PRETRAINING,
        epochs,
        batchSize,
        0,
        0,
        1e-4,
        0.1,
        true,
        0.02,
        false,
        5,
        1,
        1,
        0,
        ImageAugmentation.NONE,
        0,
        0,
        Set.of(),
        MaskingConfig.DEFAULT,
        Compression.NONE);
  }

  /** The paper's settings for fine-tuning, with a tenth of the steps as warm-up. */
  public static TrainingConfig classification(int epochs, int batchSize) {
    return pretraining(epochs, batchSize).toBuilder()
        .objective(Objective.FINE_TUNING)
        .weightDecay(0.1)
        .build();
  }

  /** A copy to change. */
  public TrainingConfigBuilder toBuilder() {
    return new TrainingConfigBuilder(this);
  }

  private static boolean finite(double value) {
    return value >= 0 && value <= Double.MAX_VALUE;
  }

  private static boolean fraction(double value) {
    return value >= 0 && value < 1;
  }

  private static void require(boolean holds, String what, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(what + ": " + value);
    }
  }
}
