package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.StepReport;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TargetLoss;
import io.lanistr.training.EpochSummary;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Models around networks that have their initial weights. */
final class TestNetworks {
  private TestNetworks() {}

  static LanistrPretrainedModel pretrained() {
    LanistrPretrainer stage = new LanistrPretrainer().setSize("tiny");
    return new LanistrPretrainedModel(
        "pretrained_1", initial(NetworkPlan.pretraining(stage, SyntheticRows.METADATA), List.of()));
  }

  static LanistrClassificationModel classifier() {
    LanistrClassifier stage = new LanistrClassifier().setSize("tiny");
    return new LanistrClassificationModel(
        "classifier_1",
        initial(
            NetworkPlan.fineTuning(
                stage,
                SyntheticRows.METADATA,
                NetworkPlan.head(stage, 3, TargetLoss.CROSS_ENTROPY)),
            List.of("cat", "dog", "eel")));
  }

  private static FittedNetwork initial(NetworkConfig config, List<String> classNames) {
    LanistrNetwork network = new LanistrNetwork(config, Set.of());
    float[] weights = new float[network.parameters().trainableSize()];
    network.parameters().bind(weights, 0, null, 0);
    network.parameters().initialize(7);
    float[] buffers = new float[network.buffers().size()];
    network.buffers().copyOut(buffers, 0);
    return new FittedNetwork(
        new SavedNetwork(
            NetworkWeights.of(config, weights, buffers), SyntheticRows.METADATA, classNames),
        new TrainingSummary(
            Map.of("epochs", "2", "outputCol", "\"embedding\""),
            List.of(
                new EpochSummary(
                    1, new StepReport(10, 1, 2, 3, 4, 5, 0, 0.75, 99), 1e-3, 30, 0.5))));
  }
}
