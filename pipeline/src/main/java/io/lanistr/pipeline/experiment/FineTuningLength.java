package io.lanistr.pipeline.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;

/**
 * How many epochs fine-tuning lasts where the settings don't say it: {@code experiment.epochs} suit
 * some hundred labelled rows; with fewer they would make too few steps to learn anything, with many
 * they would take long for no gain.
 */
final class FineTuningLength {
  private static final String EPOCHS = "fine-tuning.epochs";

  private FineTuningLength() {}

  /** The settings with a number of epochs. */
  static Config adapt(Config config, long labelled) {
    if (config.hasPath(EPOCHS)) {
      return config;
    }
    long epochs =
        epochs(
            config.getLong("experiment.epochs"),
            config.getLong("fine-tuning.batchSize"),
            labelled,
            config.getLong("experiment.least-steps"),
            config.getLong("experiment.most-steps"));
    return config.withValue(EPOCHS, ConfigValueFactory.fromAnyRef(epochs));
  }

  /**
   * The wanted epochs, raised to make the least steps and lowered to make no more than the most.
   */
  static long epochs(long wanted, long batchSize, long labelled, long least, long most) {
    long steps = Math.max(1, (labelled + batchSize - 1) / batchSize);
    long raised = Math.max(wanted, (least + steps - 1) / steps);
    return Math.max(1, Math.min(raised, most / steps));
  }
}
