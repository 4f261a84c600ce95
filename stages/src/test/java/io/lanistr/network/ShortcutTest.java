package io.lanistr.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TargetLoss;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShortcutTest {
  private static final int CLASSES = 3;
  private static final NetworkConfig CONFIG = with(TinyNetwork.pretraining(0f));

  private static NetworkConfig with(NetworkConfig plain) {
    return plain.forClassification(
        new ClassifierConfig(12, CLASSES, 0f, true, TargetLoss.CROSS_ENTROPY));
  }

  private static float[] logits(TinyNetwork tiny, Batch batch) {
    float[] out = new float[batch.rows() * CLASSES];
    tiny.network.logits(batch, out, 0);
    return out;
  }

  private static Batch row(int modalities) {
    Batch batch = new Batch(CONFIG);
    TinyNetwork.addRow(batch, 5, modalities);
    return batch;
  }

  @Test
  void aModalityMovesTheOutputsOfRowsThatHaveItOnly() {
    TinyNetwork tiny = new TinyNetwork(CONFIG);
    float[] whole = logits(tiny, row(TinyNetwork.ALL));
    float[] without = logits(tiny, row(TinyNetwork.ALL - TinyNetwork.SERIES));
    Slot weight = tiny.network.parameters().slot("classifier.shortcut.series.weight");
    Slot bias = tiny.network.parameters().slot("classifier.shortcut.series.bias");
    Arrays.fill(tiny.weights, weight.offset(), weight.offset() + weight.size(), 0.3f);
    Arrays.fill(tiny.weights, bias.offset(), bias.offset() + bias.size(), 0.3f);
    assertFalse(Arrays.equals(whole, logits(tiny, row(TinyNetwork.ALL))), "series are seen");
    assertArrayEquals(without, logits(tiny, row(TinyNetwork.ALL - TinyNetwork.SERIES)));
  }

  @Test
  void rowScoresTheSameWhateverElseIsInTheBatch() {
    TinyNetwork tiny = new TinyNetwork(CONFIG);
    float[] together = logits(tiny, TinyNetwork.allSubsets(CONFIG));
    for (int subset = 1; subset <= TinyNetwork.ALL; subset++) {
      Batch alone = new Batch(CONFIG);
      TinyNetwork.addRow(alone, subset, subset);
      int from = (subset - 1) * CLASSES;
      float[] expected = Arrays.copyOfRange(together, from, from + CLASSES);
      assertArrayEquals(expected, logits(tiny, alone), 1e-5f, "subset " + subset);
    }
  }

  @Test
  void equalImagesOfRowCountAsOne() {
    TinyNetwork tiny = new TinyNetwork(CONFIG);
    Batch one = row(TinyNetwork.TEXT | TinyNetwork.IMAGE);
    Batch twice = row(TinyNetwork.TEXT | TinyNetwork.IMAGE);
    twice.images().add(0, one.images().pixels().clone(), 0);
    assertArrayEquals(logits(tiny, one), logits(tiny, twice), 1e-6f);
  }

  @Test
  void statesOfEncodersElsewhereAreSeenAlike() {
    TinyNetwork whole = new TinyNetwork(CONFIG, Set.of(Part.TEXT, Part.SERIES), 7);
    NetworkConfig config = CONFIG.encodedElsewhere(Set.of(Part.TEXT, Part.SERIES));
    TinyNetwork rest = new TinyNetwork(config);
    for (Slot slot : rest.network.parameters().slots()) {
      float[] values = whole.network.parameters().copyOut(slot.name());
      rest.network.parameters().copyIn(slot.name(), values, 0);
    }
    Batch rows = row(TinyNetwork.ALL);
    Batch encoded = new Batch(config);
    TinyNetwork.addRow(encoded, 5, TinyNetwork.IMAGE | TinyNetwork.TABLE);
    whole.network.encode(rows, Part.TEXT, encoded.encoded(Part.TEXT));
    whole.network.encode(rows, Part.SERIES, encoded.encoded(Part.SERIES));
    assertArrayEquals(logits(whole, rows), logits(rest, encoded), 1e-5f);
  }

  @Test
  void theOfficialNetworkHasNone() {
    NetworkConfig official = CONFIG.with(Compatibility.OFFICIAL);
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> new LanistrNetwork(official, Set.of()));
    assertTrue(error.getMessage().contains("compatibility=official"), error::getMessage);
  }
}
