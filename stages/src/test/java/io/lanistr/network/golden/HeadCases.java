package io.lanistr.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.SimilarityConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.fusion.SimilarityHeads;
import io.lanistr.network.image.Patches;
import io.lanistr.network.image.PixelHead;
import io.lanistr.network.layer.Sequences;
import io.lanistr.network.series.SeriesInput;
import io.lanistr.network.series.SeriesLoss;
import io.lanistr.network.text.LanguageHead;
import io.lanistr.tensor.CrossEntropy;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Cases of a head and its loss by themselves. */
final class HeadCases {
  private HeadCases() {}

  static Comparison languageHead(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    TextConfig config = GoldenConfig.text(golden.config().get("bert"));
    LanguageHead head = new LanguageHead(h.builder, config);
    h.load(List.of());
    int[] labels = h.inputs.get("labels").ints();
    boolean[] mask = h.inputs.get("mlm_mask").booleans();

    Tensor hidden = h.variable("sequence_output");
    Tensor logits = head.apply(h.pass(), hidden);
    h.comparison.check("logits", logits);
    Tensor loss = CrossEntropy.apply(h.tape, logits, labels, null, 0f, labels.length);
    h.comparison.check("loss_mlm", loss);
    h.comparison.check("loss", loss);
    h.tape.backward(loss);
    h.checkGradients("grad.");
    h.comparison.check("gradin.sequence_output", Harness.gradient(hidden));

    h.tape.reset();
    h.zeroGradients();
    int[] masked = new int[labels.length];
    int[] targets = new int[labels.length];
    int n = 0;
    for (int i = 0; i < labels.length; i++) {
      if (mask[i]) {
        targets[n] = labels[i];
        masked[n++] = i;
      }
    }
    hidden = h.variable("sequence_output");
    logits = head.apply(h.pass(), Rows.gather(h.tape, hidden, masked, n));
    loss = CrossEntropy.apply(h.tape, logits, targets, null, 0f, n);
    h.comparison.check("loss_mlm_masked_only", loss);
    h.tape.backward(loss);
    h.checkGradients("grad_masked_only.");
    h.comparison.check("gradin_masked_only.sequence_output", Harness.gradient(hidden));
    return h.comparison;
  }

  static Comparison pixelHead(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    ImageConfig config = GoldenConfig.image(golden.config().get("vit"));
    PixelHead head = new PixelHead(h.builder, config);
    h.load(List.of());
    boolean[] mask = h.inputs.get("bool_masked_pos").booleans();
    int images = h.inputs.get("pixel_values").extent(0);
    Tensor hidden = h.variable("last_hidden_state");
    Tensor patches = Patches.cut(h.tape, h.input("pixel_values"), images, config);
    long masked = 0;
    for (boolean one : mask) {
      masked += one ? 1 : 0;
    }
    h.comparison.check("reconstruction", head.reconstruct(h.pass(), hidden));
    h.comparison.checkExact("pixel_mask", pixels(h, mask, config));
    Tensor loss = head.loss(h.pass(), hidden, patches, mask, masked);
    h.comparison.check("loss_mim", loss);
    h.comparison.check("loss", loss);
    h.tape.backward(loss);
    h.checkGradients("grad.");
    h.comparison.check("gradin.last_hidden_state", Harness.gradient(hidden));
    return h.comparison;
  }

  /** The mask of patches as a mask of pixels. */
  private static long[] pixels(Harness h, boolean[] mask, ImageConfig config) {
    ImageConfig grey =
        new ImageConfig(1, config.height(), config.width(), config.patch(), config.encoder());
    Tensor patches = h.tape.allocate(mask.length, grey.patchValues());
    for (int i = 0; i < patches.size(); i++) {
      patches.data()[patches.offset() + i] = mask[i / grey.patchValues()] ? 1f : 0f;
    }
    float[] pixels = Patches.join(h.tape, patches, grey).toArray();
    long[] exact = new long[pixels.length];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = (long) pixels[i];
    }
    return exact;
  }

  static Comparison seriesLoss(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    h.load(List.of("_none"));
    GoldenTensor series = h.inputs.get("timeseries");
    int rows = series.extent(0);
    SeriesConfig config =
        new SeriesConfig(series.extent(2), series.extent(1), TransformerConfig.of(8, 1, 1, 0f));
    Batch batch = GoldenBatch.of(h.inputs, EncoderCases.only(null, null, config, null), rows);
    Tensor prediction = h.variable("prediction");
    Tensor values = new SeriesInput(config).fill(h.tape, batch, true, false);
    h.comparison.check("masked_input", values.rowsView(0, values.rows() / 2));
    SeriesLoss seriesLoss = new SeriesLoss();
    boolean[] targets = seriesLoss.targets(batch.series());
    long[] exact = new long[series.size()];
    for (int i = 0; i < exact.length; i++) {
      exact[i] = targets[i] ? 1 : 0;
    }
    h.comparison.checkExact("target_mask", exact);
    long total = LossTotals.count(batch).maskedValues();
    Tensor loss = seriesLoss.apply(h.tape, prediction, batch.series(), total);
    h.comparison.check("loss_mtm", loss);
    h.comparison.check("loss", loss);
    h.tape.backward(loss);
    h.comparison.check("gradin.prediction", Harness.gradient(prediction));
    return h.comparison;
  }

  static Comparison similarity(GoldenCase golden) throws IOException {
    Harness h = new Harness(golden);
    JsonNode config = golden.config();
    SimilarityHeads heads =
        new SimilarityHeads(
            h.builder,
            config.get("in_dim").asInt(),
            new SimilarityConfig(
                config.get("mm_hidden").asInt(),
                config.get("mm_out").asInt(),
                config.get("predictor_hidden").asInt(),
                false));
    h.load(List.of());
    Tensor masked = h.variable("x_masked");
    Tensor unmasked = h.variable("x_unmasked");
    int rows = h.inputs.get("x_masked").extent(0);
    int[] starts = new int[rows + 1];
    Arrays.setAll(starts, i -> i * h.inputs.get("x_masked").extent(1));
    Sequences sequences = new Sequences();
    sequences.addAll(starts, rows, null);
    sequences.addAll(starts, rows, null);
    Tensor both = Rows.concat(h.tape, masked, unmasked);
    SimilarityHeads.Output output = heads.apply(h.pass(), both);
    Tensor loss = heads.loss(h.pass(), output, sequences, rows);
    for (String name : List.of("z1", "p1", "z2", "p2")) {
      h.checkTraced(name, name);
    }
    h.comparison.check("loss_mmm", loss);
    h.comparison.check("loss", loss);
    h.tape.backward(loss);
    h.checkGradients("grad.");
    h.comparison.check("gradin.x_masked", Harness.gradient(masked));
    h.comparison.check("gradin.x_unmasked", Harness.gradient(unmasked));
    return h.comparison;
  }
}
