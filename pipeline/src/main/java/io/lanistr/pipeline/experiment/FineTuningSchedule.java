package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;

/**
 * What of fine-tuning depends on the number of labelled rows.
 *
 * <ul>
 *   <li>Epochs: {@code experiment.epochs} suit some hundred labelled rows; with fewer they would
 *       make too few steps to learn anything, with many they would take long for no gain.
 *   <li>The learning rate of what was pretrained: a few rows should not undo what many have taught;
 *       many rows know better.
 * </ul>
 *
 * <p>What the settings {@code fine-tuning} say of them stands as it is.
 */
final class FineTuningSchedule {
  private static final String EPOCHS = "fine-tuning.epochs";
  private static final String FACTOR = "fine-tuning.pretrainedLearningRateFactor";

  private FineTuningSchedule() {}

  /** The settings for a number of labelled rows. */
  static Config adapt(Config config, long labelled) {
    Config adapted = config;
    if (!config.hasPath(EPOCHS)) {
      long epochs =
          epochs(
              config.getLong("experiment.epochs"),
              config.getLong("fine-tuning.batchSize"),
              labelled,
              config.getLong("experiment.least-steps"),
              config.getLong("experiment.most-steps"),
              config.getLong("experiment.least-epochs"));
      adapted = adapted.withValue(EPOCHS, ConfigValueFactory.fromAnyRef(epochs));
    }
    if (!config.hasPath(FACTOR)) {
      double factor =
          rateFactor(
              config.getDouble("experiment.least-rate-factor"),
              labelled,
              config.getLong("experiment.full-rate-labels"));
      adapted = adapted.withValue(FACTOR, ConfigValueFactory.fromAnyRef(factor));
    }
    return adapted;
  }

  /**
   * Grows with the square of the labelled rows, from the least factor up to 1 with {@code full}
   * rows: validation rows favour a tenth still at a third of them.
   */
  static double rateFactor(double least, long labelled, long full) {
    double share = Math.min(1, (double) labelled / full);
    return Math.max(least, share * share);
  }

  /**
   * The wanted epochs, raised to make the least steps and lowered to make no more than the most,
   * but never below the least epochs.
   */
  static long epochs(
      long wanted, long batchSize, long labelled, long least, long most, long leastEpochs) {
    long steps = Math.max(1, (labelled + batchSize - 1) / batchSize);
    long raised = Math.max(wanted, (least + steps - 1) / steps);
    return Math.max(leastEpochs, Math.min(raised, most / steps));
  }
}
