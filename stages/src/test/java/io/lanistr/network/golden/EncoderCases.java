package io.lanistr.network.golden;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.fusion.FusionEncoder;
import io.lanistr.network.image.ImageEncoder;
import io.lanistr.network.image.ImageInput;
import io.lanistr.network.image.Patches;
import io.lanistr.network.series.SeriesEncoder;
import io.lanistr.network.series.SeriesInput;
import io.lanistr.network.text.TextEncoder;
import io.lanistr.network.text.TextInput;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Tensor;
import java.io.IOException;
import java.util.List;

/** Cases of one encoder by itself, with a weighted sum of its output as the loss. */
final class EncoderCases {
  private EncoderCases() {}

  /** A network of one modality, which gives a batch its shape. */
  static NetworkConfig only(
      TextConfig text, ImageConfig image, SeriesConfig series, TableConfig table) {
    return new NetworkConfig(
        text,
        image,
        series,
        table,
        TransformerConfig.of(8, 1, 1, 0f),
        null,
        new ClassifierConfig(8, 2, 0f),
        LossWeights.DEFAULT,
        Compatibility.OFFICIAL);
  }

  static Comparison bert(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    TextConfig config = GoldenConfig.text(golden.config().get("bert"));
    TextEncoder encoder = new TextEncoder(h.builder, config);
    h.load(List.of());
    int rows = h.inputs.get("input_ids").extent(0);
    Batch batch = GoldenBatch.of(h.inputs, only(config, null, null, null), rows);
    TextInput input = new TextInput(config);
    input.fill(batch, false, false);
    return finish(h, encoder.apply(h.pass(), input, null), "hidden_states.", 0);
  }

  static Comparison vit(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    ImageConfig config = GoldenConfig.image(golden.config().get("vit"));
    ImageEncoder encoder = new ImageEncoder(h.builder, config, true);
    h.load(List.of());
    int rows = h.inputs.get("pixel_values").extent(0);
    Batch batch = GoldenBatch.of(h.inputs, only(null, config, null, null), rows);
    ImageInput input = new ImageInput();
    Tensor patches = Patches.cut(h.tape, batch.images().pixels(), rows, config);
    if (!h.inputs.containsKey("bool_masked_pos")) {
      input.fill(batch, false, false, false);
      return finish(h, encoder.apply(h.pass(), patches, null, input), "hidden_states.", 0);
    }
    // Masked images come first in a doubled batch; the unmasked half takes no part in the loss.
    input.fill(batch, false, true, false);
    Tensor both = encoder.apply(h.pass(), patches, null, input);
    h.traced.replaceAll((name, value) -> java.util.Arrays.copyOf(value, value.length / 2));
    return finish(h, both.rowsView(0, both.rows() / 2), "hidden_states.", 0);
  }

  static Comparison timeSeries(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    SeriesConfig config = GoldenConfig.series(golden.config().get("timeseries"));
    SeriesEncoder encoder = new SeriesEncoder(h.builder, config, true);
    h.load(List.of());
    int rows = h.inputs.get("timeseries").extent(0);
    Batch batch = GoldenBatch.of(h.inputs, only(null, null, config, null), rows);
    SeriesInput input = new SeriesInput(config);
    input.fill(h.tape, batch, false, false);
    Tensor values = h.variable("timeseries");
    Tensor output = encoder.reconstruct(h.pass(), encoder.apply(h.pass(), values, input));
    h.checkTraced("hidden_states.0", "embedded");
    h.traced.remove("hidden_states.0");
    h.comparison.check("output", output);
    Comparison comparison = backward(h, output, "layer.", 1);
    comparison.check("gradin.timeseries", Harness.gradient(values));
    return comparison;
  }

  static Comparison flava(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    TransformerConfig config = GoldenConfig.transformer(golden.config().get("flava"));
    FusionEncoder encoder = new FusionEncoder(h.builder, config);
    h.load(List.of());
    Tensor tokens = h.variable("hidden_states");
    int rows = h.inputs.get("hidden_states").extent(0);
    int length = h.inputs.get("hidden_states").extent(1);
    // Any modality of several tokens a row will do: a series of that many steps.
    SeriesConfig series = new SeriesConfig(1, length, config);
    Batch batch = new Batch(only(null, null, series, null));
    for (int r = 0; r < rows; r++) {
      batch.series().add(batch.addRow(r, -1, 1f), length);
    }
    Groups groups = new Groups();
    groups.single(batch.series(), batch.series().starts(), 1);
    Encoded encoded = new Encoded(Part.TEXT, null, tokens, tokens, groups, null);
    Tensor output = encoder.states(h.pass(), batch, List.of(encoded));
    h.comparison.check("last_hidden_state", output);
    Comparison comparison = backward(h, output, "fusion.hidden_states.", 0);
    comparison.check("gradin.hidden_states", Harness.gradient(tokens));
    return comparison;
  }

  private static Comparison finish(Harness h, Tensor output, String traced, int first) {
    h.comparison.check("last_hidden_state", output);
    return backward(h, output, traced, first);
  }

  /** Loss, gradients, and the states between layers under the case's own name for them. */
  private static Comparison backward(Harness h, Tensor output, String name, int first) {
    String expected = first == 0 ? "hidden_states." : name;
    String traced = first == 0 ? name : "hidden_states.";
    Tensor loss = WeightedSum.apply(h.tape, output, h.input("out_weight"));
    h.comparison.check("loss", loss);
    for (int k = 0; h.comparison.expects(expected + k); k++) {
      h.checkTraced(traced + (k + first), expected + k);
    }
    h.tape.backward(loss);
    h.checkGradients("grad.");
    return h.comparison;
  }
}
