package io.lanistr.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.fusion.FusionEncoder;
import io.lanistr.network.image.ImageEncoder;
import io.lanistr.network.image.ImageInput;
import io.lanistr.network.image.Patches;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.text.LanguageHead;
import io.lanistr.network.text.TextEncoder;
import io.lanistr.network.text.TextInput;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.SafetensorsReader;
import io.lanistr.network.weights.TensorInfo;
import io.lanistr.tensor.Arena;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints that Hugging Face's transformers 5.24.0 has written, random but for the sizes, with
 * what it computed from them on PyTorch 2.15.0.
 */
class CheckpointTest {
  private static final double TOLERANCE = 2e-4;
  private static final int[][] TEXTS = {{2, 7, 9, 11, 30, 3}, {2, 8, 5, 3}};

  private static final TransformerConfig IMAGES = TransformerConfig.of(8, 1, 1, 0f);

  private final Tape tape = new Tape(new Arena());
  private final ParameterBuilder builder = new ParameterBuilder(Set.of());

  private static Path resource(String name) {
    try {
      return Path.of(CheckpointTest.class.getResource("/checkpoints/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CheckpointFolder folder(Path path) {
    return new CheckpointFolder(path.toUri().toString(), new Configuration());
  }

  private static float[] expected(String checkpoint, String name) throws IOException {
    try (InputStream in =
            Files.newInputStream(resource(checkpoint).resolve("expected.safetensors"));
        SafetensorsReader reader = new SafetensorsReader(in, checkpoint)) {
      for (TensorInfo info = reader.next(); info != null; info = reader.next()) {
        if (info.name().equals(name)) {
          return reader.readFloats();
        }
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static Parameters bound(ParameterBuilder builder) {
    Parameters parameters = builder.build();
    parameters.bind(new float[parameters.trainableSize()], 0, null, 0);
    parameters.initialize(1);
    return parameters;
  }

  private static NetworkConfig network(TextConfig text, ImageConfig image) {
    return new NetworkConfig(
        text,
        image,
        null,
        null,
        TransformerConfig.of(8, 1, 1, 0f),
        null,
        new ClassifierConfig(8, 2, 0f),
        LossWeights.DEFAULT,
        Compatibility.NONE);
  }

  private Pass pass() {
    return new Pass(tape, false, null);
  }

  /** States of both texts, packed; the expected ones are padded to 6 tokens. */
  private void assertTexts(String checkpoint, String name, Tensor states) throws IOException {
    float[] expected = expected(checkpoint, name);
    int width = states.cols();
    int row = 0;
    for (int text = 0; text < TEXTS.length; text++) {
      for (int t = 0; t < TEXTS[text].length; t++, row++) {
        for (int k = 0; k < width; k++) {
          assertEquals(expected[(text * 6 + t) * width + k], states.get(row, k), TOLERANCE);
        }
      }
    }
  }

  private Tensor encode(TextEncoder encoder, TextConfig config) {
    Batch batch = new Batch(network(config, null));
    for (int[] text : TEXTS) {
      batch.text().add(batch.addRow(batch.rows(), -1, 1), text, 0, text.length);
    }
    TextInput input = new TextInput(config);
    input.fill(batch, false, false);
    return encoder.apply(pass(), input, null);
  }

  @Test
  void bertAndItsLanguageHeadComputeWhatTransformersComputes() throws IOException {
    TextCheckpoint checkpoint = TextCheckpoint.open(folder(resource("bert")));
    TextConfig config = checkpoint.config(2, 3, 4, 0f);
    TextEncoder encoder = new TextEncoder(builder.at("text_encoder"), config);
    LanguageHead head = new LanguageHead(builder.at("mlm_head"), config);
    WeightReport report = checkpoint.load(bound(builder));
    assertTrue(report.complete(), report.toString());
    Tensor states = encode(encoder, config);
    assertTexts("bert", "hidden", states);
    assertTexts("bert", "logits", head.apply(pass(), states));
  }

  @Test
  void distilBertComputesWhatTransformersComputes() throws IOException {
    TextCheckpoint checkpoint = TextCheckpoint.open(folder(resource("distilbert")));
    TextConfig config = checkpoint.config(2, 3, 4, 0f);
    TextEncoder encoder = new TextEncoder(builder.at("text_encoder"), config);
    WeightReport report = checkpoint.load(bound(builder));
    assertTrue(report.complete(), report.toString());
    assertTrue(report.unused().isEmpty(), report.toString());
    assertTexts("distilbert", "hidden", encode(encoder, config));
  }

  private void assertImages(String name, int height, int width) throws IOException {
    ImageCheckpoint checkpoint = ImageCheckpoint.open(folder(resource(name)));
    ImageConfig config = checkpoint.config(3, height, width, false, 0f);
    ImageEncoder encoder = new ImageEncoder(builder.at("image_encoder"), config, true);
    WeightReport report = checkpoint.load(bound(builder), config);
    assertTrue(report.complete(), report.toString());
    Batch batch = new Batch(network(null, config));
    float[] pixels = expected(name, "pixels");
    for (int i = 0; i < 2; i++) {
      batch.images().add(batch.addRow(i, -1, 1), pixels, i * config.pixels());
    }
    ImageInput input = new ImageInput();
    input.fill(batch, false, false, false);
    Tensor patches = Patches.cut(tape, batch.images().pixels(), 2, config);
    Tensor states = encoder.apply(pass(), patches, null, input);
    float[] expected = expected(name, "hidden");
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], states.get(i / states.cols(), i % states.cols()), TOLERANCE);
    }
  }

  @Test
  void vitComputesWhatTransformersComputes() throws IOException {
    assertImages("vit", 8, 8);
  }

  @Test
  void positionsAreInterpolatedForOtherSides() throws IOException {
    assertImages("vit_resized", 12, 8);
  }

  @Test
  void deitIsAViTWhoseDistillationTokenIsLeftOut() throws IOException {
    // Expected: what ViTModel computes from the same weights without that token.
    assertImages("deit", 8, 8);
  }

  @Test
  void flavasFusionComputesWhatTransformersComputes() throws IOException {
    FusionCheckpoint checkpoint = FusionCheckpoint.open(folder(resource("flava_fusion")));
    FusionEncoder fusion = new FusionEncoder(builder.at("mm_fusion"), checkpoint.config(0f));
    WeightReport report = checkpoint.load(bound(builder));
    assertTrue(report.complete(), report.toString());
    assertTrue(report.unused().isEmpty(), report.toString());
    Batch batch = new Batch(network(null, new ImageConfig(1, 8, 8, 4, IMAGES)));
    batch.images().add(batch.addRow(0, -1, 1));
    batch.images().add(batch.addRow(1, -1, 1));
    Groups groups = new Groups();
    groups.uniform(batch.images(), 5, 1); // two rows of five tokens
    Tensor tokens = Tensor.of(expected("flava_fusion", "states"), 0, 10, 16);
    Tensor states =
        fusion.states(
            pass(), batch, List.of(new Encoded(Part.TEXT, null, tokens, tokens, groups, null)));
    float[] expected = expected("flava_fusion", "hidden");
    assertEquals(expected.length, states.size());
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], states.get(i / 16, i % 16), TOLERANCE);
    }
  }

  @Test
  void imagesThatPatchesDoNotTileAreRefused() {
    ImageCheckpoint checkpoint = ImageCheckpoint.open(folder(resource("vit")));
    var sides =
        assertThrows(IllegalArgumentException.class, () -> checkpoint.config(3, 10, 8, false, 0f));
    assertTrue(sides.getMessage().contains("4 x 4 pixels"), sides.getMessage());
    var channels =
        assertThrows(IllegalArgumentException.class, () -> checkpoint.config(1, 8, 8, false, 0f));
    assertTrue(channels.getMessage().contains("3 channels"), channels.getMessage());
  }

  @Test
  void whatIsMissingOrOfAnotherShapeIsReportedByName() {
    TextCheckpoint checkpoint = TextCheckpoint.open(folder(resource("bert")));
    TextConfig fits = checkpoint.config(2, 3, 4, 0f);
    TransformerConfig e = fits.encoder();
    TransformerConfig deeper =
        new TransformerConfig(e.hidden(), 3, e.heads(), e.feedForward(), e.layerNormEps(), 0f);
    TextConfig other =
        new TextConfig(fits.vocabulary(), 10, 2, 0, 2, 3, 4, deeper); // 12 positions in the file
    new TextEncoder(builder.at("text_encoder"), other);
    WeightReport report = checkpoint.load(bound(builder));
    assertFalse(report.complete());
    assertEquals(16, report.missing().size());
    assertTrue(report.missing().get(0).startsWith("text_encoder.encoder.layer.2."));
    assertEquals(1, report.wrongShape().size());
    assertTrue(
        report.wrongShape().get(0).contains("position_embeddings.weight [12, 16] for [10, 16]"));
    assertTrue(report.unused().contains("cls.predictions.bias"));
    assertEquals(
        1 + report.loaded().size() + 16 + report.unused().size() + 1, report.lines().size());
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> report.requireComplete("Do this."));
    assertTrue(refusal.getMessage().contains("layer.2."), refusal.getMessage());
    assertTrue(refusal.getMessage().endsWith("Do this."), refusal.getMessage());
  }

  private static CheckpointFolder changed(Path folder, Map<String, String> replacements)
      throws IOException {
    String config = Files.readString(resource("bert").resolve("config.json"));
    for (Map.Entry<String, String> entry : replacements.entrySet()) {
      assertTrue(config.contains(entry.getKey()), entry.getKey());
      config = config.replace(entry.getKey(), entry.getValue());
    }
    Files.writeString(folder.resolve("config.json"), config);
    return folder(folder);
  }

  @Test
  void networksThatCannotBeRunAreRefused(@TempDir Path folder) throws IOException {
    Map<String, String> refused = new HashMap<>();
    refused.put("\"model_type\": \"bert\"", "\"model_type\": \"roberta\"");
    refused.put("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"gelu_new\"");
    refused.put("\"vocab_size\": 35", "\"vocab_size\": \"many\"");
    for (Map.Entry<String, String> change : refused.entrySet()) {
      CheckpointFolder other = changed(folder, Map.of(change.getKey(), change.getValue()));
      var refusal = assertThrows(IllegalArgumentException.class, () -> TextCheckpoint.open(other));
      String field = change.getKey().split("\"")[1];
      assertTrue(refusal.getMessage().contains("'" + field + "'"), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("config.json"), refusal.getMessage());
    }
  }

  @Test
  void pickledAndAbsentWeightsAreRefused(@TempDir Path folder) throws IOException {
    CheckpointFolder only = changed(folder, Map.of());
    var absent = assertThrows(IllegalArgumentException.class, only::weights);
    assertTrue(absent.getMessage().contains("model.safetensors"), absent.getMessage());
    Files.write(folder.resolve("pytorch_model.bin"), new byte[] {1});
    var pickled = assertThrows(IllegalArgumentException.class, only::weights);
    assertTrue(pickled.getMessage().contains("can run code"), pickled.getMessage());
  }

  @Test
  void vocabulariesAreReadFromEitherFile(@TempDir Path folder) throws IOException {
    var ofText = CheckpointVocabulary.read(folder(resource("bert"))).orElseThrow();
    assertEquals(35, ofText.size());
    StringBuilder json = new StringBuilder();
    for (int id = ofText.size() - 1; id >= 0; id--) {
      json.append(json.isEmpty() ? "" : ",");
      json.append('"').append(ofText.piece(id)).append("\":").append(id);
    }
    Files.writeString(
        folder.resolve("tokenizer.json"),
        "{\"normalizer\":{\"lowercase\":true},\"model\":{\"type\":\"WordPiece\",\"vocab\":{"
            + json
            + "}}}");
    var ofTokenizer = CheckpointVocabulary.read(folder(folder)).orElseThrow();
    assertEquals(ofText.fingerprint(), ofTokenizer.fingerprint());
    assertTrue(CheckpointVocabulary.lowerCase(folder(folder)).orElseThrow());
    Files.writeString(
        folder.resolve("tokenizer.json"), "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0}}}");
    var bpe =
        assertThrows(
            IllegalArgumentException.class, () -> CheckpointVocabulary.read(folder(folder)));
    assertTrue(bpe.getMessage().contains("BPE"), bpe.getMessage());
  }
}
