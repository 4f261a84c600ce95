package io.lanistr.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.StepReport;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Slot;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Cases of the whole network: outputs, gradients, statistics, and three steps of AdamW. */
final class NetworkCases {
  private final GoldenCase golden;
  private final Comparison comparison;
  private final LanistrNetwork network;
  private final Batch batch;
  private final LossTotals totals;
  private final Map<String, GoldenTensor> stored;
  private final float[] weights;
  private final float[] gradients;
  private final Map<String, float[]> traced = new HashMap<>();

  private NetworkCases(GoldenCase golden, NetworkConfig config) throws IOException {
    this.golden = golden;
    comparison = new Comparison(golden);
    network = new LanistrNetwork(config, GoldenConfig.frozen(golden.config()));
    weights = new float[network.parameters().trainableSize()];
    gradients = new float[weights.length];
    network.parameters().bind(weights, 0, gradients, 0);
    network.parameters().bindFrozen(new float[network.parameters().frozenSize()]);
    stored = golden.weights();
    WeightLoading.load(
        network.parameters(),
        network.buffers(),
        stored,
        NetworkCases::name,
        official -> unused(official, config));
    Map<String, GoldenTensor> inputs = golden.inputs();
    GoldenTensor first = inputs.get("input_ids");
    batch = GoldenBatch.of(inputs, config, first.extent(0));
    totals = LossTotals.count(batch);
  }

  /** TabNet has another prefix in the official network for fine-tuning. */
  private static String name(String official) {
    return official.replace("tabular_encoder.tabnet.encoder.", "tabular_encoder.encoder.");
  }

  /** Official tensors that nothing computes with, or of a modality that the case lacks. */
  private static boolean unused(String official, NetworkConfig config) {
    return official.contains(".pooler.")
        || official.startsWith("tabular_encoder.tabnet.initial_bn.")
        || official.equals("tabular_encoder.tabnet.final_mapping.weight")
        || (config.similarity() == null && official.equals("image_encoder.embeddings.mask_token"))
        || (config.text() == null && official.matches("(text|mlm)_.*"))
        || (config.image() == null && official.matches("(image|mim)_.*"))
        || (config.table() == null && official.startsWith("tabular_"))
        || (config.series() == null && official.startsWith("time"));
  }

  static Comparison pretraining(GoldenCase golden) throws IOException {
    NetworkConfig config = GoldenConfig.network(golden.config());
    // Only the language loss differs with the masked tokens alone.
    double maskedOnly =
        new NetworkCases(golden, config.with(maskedTokensOnly(config.compatibility())))
            .forward()
            .text();
    NetworkCases c = new NetworkCases(golden, config);
    c.network.trace((name, value) -> c.traced.put(name, value.toArray()));
    StepReport report = c.forward();
    c.network.trace(null);
    JsonNode args = golden.config().get("args");
    c.comparison.check("loss", report.total());
    c.comparison.check("loss_mlm", report.text() * config.lossWeights().text());
    c.comparison.checkEither(
        "loss_mlm_masked_only", maskedOnly, maskedOnly * config.lossWeights().text());
    c.comparison.check("loss_mim", report.image() * config.lossWeights().image());
    c.comparison.check("loss_mtm", report.series() * config.lossWeights().series());
    c.comparison.check("loss_mfm", report.table() * config.lossWeights().table());
    c.comparison.check("loss_mmm", report.similarity());
    c.comparison.require(args.get("task").asText().equals("pretrain"), "the task is pretraining");
    c.compareStep(report);
    return c.comparison;
  }

  private static Compatibility maskedTokensOnly(Compatibility c) {
    return new Compatibility(
        false,
        c.sequenceNormalization(),
        c.elementNormalization(),
        c.batchVarianceLoss(),
        c.tableDecodesUnmasked(),
        c.frozenTableInTraining(),
        c.reconstructionTokens(),
        c.momentumStatistics());
  }

  static Comparison finetuning(GoldenCase golden) throws IOException {
    NetworkCases c = new NetworkCases(golden, GoldenConfig.network(golden.config()));
    c.network.training(golden.training());
    c.network.trace((name, value) -> c.traced.put(name, value.toArray()));
    StepReport report = c.forward();
    c.network.trace(null);
    c.comparison.check("loss", report.total());
    c.comparison.check("loss", report.classification());
    if (golden.training()) {
      c.compareStep(report);
    } else {
      c.compareTraced();
      WeightLoading.checkBuffers(c.network.buffers(), c.stored, c.comparison, NetworkCases::name);
    }
    return c.comparison;
  }

  private StepReport forward() {
    return network.config().similarity() != null
        ? network.pretrain(batch, totals, 1f)
        : network.classify(batch, totals, 1f);
  }

  private void compareTraced() {
    for (String name : Set.copyOf(comparison.expectedNames())) {
      if (traced.containsKey(name)) {
        comparison.check(name, traced.get(name));
      }
    }
  }

  private void compareStep(StepReport first) throws IOException {
    compareTraced();
    network.backward();
    compareGradients();
    WeightLoading.checkBuffers(network.buffers(), stored, comparison, NetworkCases::name);
    if (comparison.expects("loss_steps")) {
      threeSteps(first);
    }
  }

  private void compareGradients() {
    Set<String> without = Set.copyOf(golden.names("params_without_grad"));
    for (Slot slot : network.parameters().slots()) {
      String official = official(slot.name());
      if (!slot.trainable()) {
        comparison.require(
            without.contains(official), official + " is frozen here, but has a gradient there");
        continue;
      }
      float[] gradient = Arrays.copyOfRange(gradients, slot.offset(), slot.offset() + slot.size());
      comparison.require(!without.contains(official), official + " is trained only here");
      comparison.check("grad." + official, gradient);
    }
  }

  private String official(String name) {
    String finetuned = name.replace("tabular_encoder.encoder.", "tabular_encoder.tabnet.encoder.");
    return stored.containsKey(finetuned) ? finetuned : name;
  }

  /** The gradients of the first step are there. */
  private void threeSteps(StepReport first) throws IOException {
    ThreeSteps steps = new ThreeSteps(golden, weights, gradients);
    float[] losses = new float[steps.count()];
    losses[0] = (float) first.total();
    steps.update();
    for (int step = 1; step < losses.length; step++) {
      Arrays.fill(gradients, 0f);
      losses[step] = (float) forward().total();
      network.backward();
      steps.update();
    }
    comparison.check("loss_steps", losses);
    comparison.check("grad_norm_steps", steps.norms());
    if (golden.has("after3")) {
      steps.compareState(network, comparison, stored, NetworkCases::name);
    }
  }
}
