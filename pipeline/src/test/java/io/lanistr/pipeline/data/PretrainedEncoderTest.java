package io.lanistr.pipeline.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.checkpoint.CheckpointFolder;
import io.lanistr.checkpoint.CheckpointVocabulary;
import io.lanistr.checkpoint.TextCheckpoint;
import io.lanistr.checkpoint.WeightReport;
import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.FusionTokens;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.udf.text.WordPiece;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

/**
 * Real sentences through the real MiniLM. What is expected was computed from the same files with
 * transformers 5.24.0 on PyTorch 2.15.0: the average of the last layer's states.
 */
class PretrainedEncoderTest {
  private static final List<String> SENTENCES =
      List.of(
          "The cat sits on the mat.",
          "A cat is sitting on a rug.",
          "Interest rates rose sharply last quarter.");

  private static final float[][] FIRST_VALUES = {
    {0.787275f, -0.193041f, -0.145534f, 0.243141f, -0.213268f, 0.245342f},
    {0.572432f, -0.110193f, 0.099849f, 0.318691f, -0.41539f, 0.233131f},
    {0.260534f, -0.441905f, -0.250069f, 0.023251f, 0.310935f, -0.384434f}
  };

  @Test
  void miniLmEncodesSentencesAsTransformersDoes() {
    CheckpointFolder folder =
        new CheckpointFolder(
            DatasetCache.ofUser().folderOf(PretrainedEncoder.MINILM).toUri().toString(),
            new Configuration());
    WordPiece tokenizer =
        new WordPiece(
            CheckpointVocabulary.read(folder).orElseThrow(),
            CheckpointVocabulary.lowerCase(folder).orElseThrow());
    assertArrayEquals(
        new int[] {101, 1996, 4937, 7719, 2006, 1996, 13523, 1012, 102},
        tokenizer.ids(SENTENCES.get(0), 64));

    TextCheckpoint checkpoint = TextCheckpoint.open(folder);
    LanistrNetwork network = network(checkpoint);
    WeightReport report = checkpoint.load(network.parameters());
    assertTrue(report.complete(), report.toString());
    assertEquals(101, report.loaded().size());

    Batch batch = new Batch(network.config());
    for (String sentence : SENTENCES) {
      int[] ids = tokenizer.ids(sentence, 64);
      batch.text().add(batch.addRow(batch.rows(), -1, 1), ids, 0, ids.length);
    }
    EncodedItems encoded = new EncodedItems(384);
    network.encode(batch, Part.TEXT, encoded);
    for (int i = 0; i < SENTENCES.size(); i++) {
      float[] first = Arrays.copyOfRange(encoded.states(), 384 * i, 384 * i + 6);
      assertArrayEquals(FIRST_VALUES[i], first, 1e-4f, SENTENCES.get(i));
    }
    assertEquals(0.76888, cosine(encoded, 0, 1), 1e-4);
    assertEquals(-0.00642, cosine(encoded, 0, 2), 1e-4);
  }

  private static LanistrNetwork network(TextCheckpoint checkpoint) {
    LanistrNetwork network =
        new LanistrNetwork(
            new NetworkConfig(
                checkpoint.config(101, 102, 103, 0f),
                null,
                null,
                null,
                FusionTokens.SUMMARY,
                TransformerConfig.of(8, 1, 1, 0f),
                null,
                new ClassifierConfig(8, 2, 0f),
                LossWeights.DEFAULT,
                Compatibility.NONE),
            Set.of());
    float[] weights = new float[network.parameters().trainableSize()];
    network.parameters().bind(weights, 0, null, 0);
    network.training(false);
    return network;
  }

  private static double cosine(EncodedItems items, int a, int b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int k = 0; k < items.width(); k++) {
      double x = items.states()[a * items.width() + k];
      double y = items.states()[b * items.width() + k];
      dot += x * y;
      aa += x * x;
      bb += y * y;
    }
    return dot / Math.sqrt(aa * bb);
  }
}
