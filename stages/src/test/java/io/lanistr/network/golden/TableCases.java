package io.lanistr.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.layer.BatchNorm;
import io.lanistr.network.table.CategoryEmbedding;
import io.lanistr.network.table.FeatureImportance;
import io.lanistr.network.table.GhostNorm;
import io.lanistr.network.table.TabNetDecoder;
import io.lanistr.network.table.TabNetEncoder;
import io.lanistr.network.table.TablePass;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Linear;
import io.lanistr.tensor.ReconstructionLoss;
import io.lanistr.tensor.Sparsemax;
import io.lanistr.tensor.Sum;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Elementwise;
import io.lanistr.tensor.precise.Matrix;
import io.lanistr.tensor.precise.PreciseMask;
import io.lanistr.tensor.precise.Section;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/** Cases of TabNet and what it is made of. */
final class TableCases {
  private TableCases() {}

  static Comparison sparsemax(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    for (String input : new TreeSet<>(h.inputs.keySet())) {
      if (input.endsWith(".x")) {
        String name = input.substring(0, input.length() - 2);
        Tensor x = h.variable(input);
        Tensor y = Sparsemax.apply(h.tape, x);
        h.comparison.check(name + ".y", y);
        h.tape.backward(WeightedSum.apply(h.tape, y, h.input(name + ".upstream")));
        h.comparison.check(name + ".gradx", Harness.gradient(x));
        preciseSparsemax(h, name, input);
      }
    }
    return h.comparison;
  }

  /** The same in doubles, as TabNet uses it. */
  private static void preciseSparsemax(Harness h, String name, String input) {
    Tensor x = h.variable(input);
    Section section = h.tablePass().section();
    Tensor y = section.leave(PreciseMask.sparsemax(section, section.enter(x)));
    h.comparison.check(name + ".y", y);
    h.tape.backward(WeightedSum.apply(h.tape, y, h.input(name + ".upstream")));
    h.comparison.check(name + ".gradx", Harness.gradient(x));
  }

  static Comparison ghostBatchNorm(GoldenCase golden) throws IOException {
    ghostBatchNorm(golden, false).finish();
    return ghostBatchNorm(golden, true);
  }

  private static Comparison ghostBatchNorm(GoldenCase golden, boolean precise) throws IOException {
    Harness h = new Harness(golden);
    JsonNode config = golden.config();
    Tensor x = h.variable("x");
    int rows = config.get("virtual_batch_size").asInt();
    float momentum = (float) config.get("momentum").asDouble();
    float eps = (float) config.get("bn_eps").asDouble();
    Tensor y;
    if (precise) {
      GhostNorm norm = new GhostNorm(h.builder.at("bn"), x.cols(), rows, momentum, eps);
      h.load(List.of());
      TablePass pass = h.tablePass();
      y = pass.section().leave(norm.apply(pass, pass.section().enter(x)));
    } else {
      BatchNorm norm = new BatchNorm(h.builder.at("bn"), x.cols(), rows, momentum, eps);
      h.load(List.of());
      y = norm.apply(h.pass(), x);
    }
    h.comparison.check("y", y);
    Tensor loss = WeightedSum.apply(h.tape, y, h.input("out_weight"));
    h.comparison.check("loss", loss);
    h.tape.backward(loss);
    h.checkGradients("grad.");
    h.comparison.check("gradin.x", Harness.gradient(x));
    h.checkBuffers();
    return h.comparison;
  }

  static Comparison encoder(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    TableConfig config = GoldenConfig.table(golden.config().get("tabnet"));
    CategoryEmbedding embedding = new CategoryEmbedding(h.builder.at("embedder"), config);
    TabNetEncoder encoder = new TabNetEncoder(h.builder.at("tabnet.encoder"), config);
    // A part of the official module that LANISTR does not use.
    Tensor mapping =
        h.builder.declare(
            "tabnet.final_mapping.weight",
            SlotKind.WEIGHT,
            Initializer.constant(0f),
            golden.config().get("tabnet").get("output_dim").asInt(),
            config.decision());
    h.load(List.of("tabnet.initial_bn."));
    Tensor embedded = embedding.apply(h.pass(), features(h));
    h.comparison.check("embedded", embedded);
    TablePass pass = h.tablePass();
    Section section = pass.section();
    TabNetEncoder.Output output = encoder.apply(pass, section.enter(embedded), null);
    for (int s = 0; s < output.masks().length; s++) {
      h.comparison.check("mask." + s, section.leave(output.masks()[s]));
    }
    h.comparison.check("m_explain", FeatureImportance.of(h.tape, output));
    Tensor entropy = section.leave(output.maskEntropy(section, config.epsilon()));
    h.comparison.check("m_loss", entropy);
    Tensor hidden = section.leave(output.encoding(section));
    h.comparison.check("last_hidden_state", hidden);
    Tensor mapped = Linear.apply(h.tape, hidden, mapping, null);
    h.comparison.check("output", mapped);
    Tensor loss =
        Sum.weighted(
            h.tape,
            new Tensor[] {
              WeightedSum.apply(h.tape, hidden, h.input("w_hidden")),
              WeightedSum.apply(h.tape, mapped, h.input("w_output")),
              entropy
            },
            new float[] {1f, 1f, 0.7f});
    h.comparison.check("loss", loss);
    h.tape.backward(loss);
    h.checkGradients("grad.");
    h.checkBuffers();
    return h.comparison;
  }

  static Comparison pretraining(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    TableConfig config = GoldenConfig.table(golden.config().get("tabnet"));
    CategoryEmbedding embedding = new CategoryEmbedding(h.builder.at("embedder"), config);
    TabNetEncoder encoder = new TabNetEncoder(h.builder.at("encoder"), config);
    TabNetDecoder decoder = new TabNetDecoder(h.builder.at("decoder"), config);
    h.load(List.of());
    Tensor x = embedding.apply(h.pass(), features(h));
    h.comparison.check("embedded", x);
    TablePass pass = h.tablePass();
    Tensor masked = golden.training() ? maskedLoss(h, pass, x, encoder, decoder) : null;

    Section section = pass.section();
    TabNetEncoder.Output output = encoder.apply(pass, section.enter(x), null);
    Tensor reconstruction = section.leave(decoder.apply(pass, output.decisions()));
    Tensor hidden = section.leave(output.encoding(section));
    h.comparison.check("unmasked_last_hidden_state", hidden);
    h.comparison.check("unmasked_reconstruction", reconstruction);
    Tensor unmasked = ReconstructionLoss.apply(h.tape, reconstruction, x, null, true, x.rows());
    h.comparison.check("unmasked_loss", unmasked);
    Tensor weighted = WeightedSum.apply(h.tape, hidden, h.input("w_unmasked"));
    Tensor loss =
        masked == null
            ? Sum.apply(h.tape, unmasked, weighted)
            : Sum.weighted(
                h.tape, new Tensor[] {masked, unmasked, weighted}, new float[] {1f, 0.5f, 1f});
    h.comparison.check("loss", loss);
    h.tape.backward(loss);
    h.checkGradients("grad.");
    h.checkBuffers();
    return h.comparison;
  }

  private static Tensor maskedLoss(
      Harness h, TablePass pass, Tensor x, TabNetEncoder encoder, TabNetDecoder decoder) {
    float[] hiddenColumns = h.input("obfuscation_mask");
    boolean[] hidden = new boolean[x.size()];
    float[] shownColumns = new float[x.size()];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = hiddenColumns[i] != 0f;
      shownColumns[i] = 1f - hiddenColumns[i];
    }
    Section section = pass.section();
    Matrix shown = section.enter(Tensor.of(shownColumns, 0, x.rows(), x.cols()));
    Matrix visible = Elementwise.multiply(section, section.enter(x), shown);
    TabNetEncoder.Output output = encoder.apply(pass, visible, shown);
    Tensor reconstruction = section.leave(decoder.apply(pass, output.decisions()));
    Tensor encoding = section.leave(output.encoding(section));
    h.comparison.check("masked_last_hidden_state", encoding);
    h.comparison.check("masked_reconstruction", reconstruction);
    Tensor loss = ReconstructionLoss.apply(h.tape, reconstruction, x, hidden, true, x.rows());
    h.comparison.check("masked_loss", loss);
    return Sum.apply(h.tape, loss, WeightedSum.apply(h.tape, encoding, h.input("w_masked")));
  }

  private static Tensor features(Harness h) {
    GoldenTensor features = h.inputs.get("features");
    return Tensor.of(features.floats(), 0, features.extent(0), features.extent(1));
  }
}
