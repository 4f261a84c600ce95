package io.lanistr.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Slot;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MissingTokensTest {
  private static final NetworkConfig CONFIG = TinyNetwork.pretraining(0f).withMissingTokens(true);
  private static final int WIDTH = CONFIG.fusion().hidden();

  private static float[] embedding(TinyNetwork tiny, int modalities) {
    Batch batch = new Batch(CONFIG);
    TinyNetwork.addRow(batch, 9, modalities);
    return tiny.embed(batch);
  }

  private static void change(TinyNetwork tiny, String token) {
    Slot slot = tiny.network.parameters().slot("mm_missing." + token);
    Arrays.fill(tiny.weights, slot.offset(), slot.offset() + slot.size(), 0.7f);
  }

  @Test
  void onlyRowsThatLackTheModalitySeeItsToken() {
    TinyNetwork tiny = new TinyNetwork(CONFIG);
    float[] whole = embedding(tiny, TinyNetwork.ALL);
    float[] withoutImage = embedding(tiny, TinyNetwork.ALL - TinyNetwork.IMAGE);
    change(tiny, "image");
    assertArrayEquals(whole, embedding(tiny, TinyNetwork.ALL));
    assertFalse(
        Arrays.equals(withoutImage, embedding(tiny, TinyNetwork.ALL - TinyNetwork.IMAGE)),
        "the token of images is seen in their place");
  }

  @Test
  void aRowThatLacksNothingIsAsWithoutTokens() {
    TinyNetwork without = new TinyNetwork(TinyNetwork.pretraining(0f));
    assertArrayEquals(
        embedding(without, TinyNetwork.ALL), embedding(new TinyNetwork(CONFIG), TinyNetwork.ALL));
  }

  @Test
  void everyTokenIsLearnedInPretrainingAndAfter() {
    for (NetworkConfig config :
        new NetworkConfig[] {CONFIG, TinyNetwork.classification(0f).withMissingTokens(true)}) {
      TinyNetwork tiny = new TinyNetwork(config);
      tiny.step(TinyNetwork.allSubsets(config));
      for (String token : new String[] {"text", "image", "series", "table"}) {
        Slot slot = tiny.network.parameters().slot("mm_missing." + token);
        double square = 0;
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
          square += tiny.gradients[i] * tiny.gradients[i];
        }
        assertTrue(square > 0, "no gradient reaches the token of " + token);
      }
    }
  }

  @Test
  void rowScoresTheSameWhateverElseIsInTheBatch() {
    TinyNetwork tiny = new TinyNetwork(CONFIG);
    Batch all = TinyNetwork.allSubsets(CONFIG);
    float[] together = tiny.embed(all);
    for (int subset = 1; subset <= TinyNetwork.ALL; subset++) {
      Batch alone = new Batch(CONFIG);
      TinyNetwork.addRow(alone, subset, subset);
      int from = (subset - 1) * WIDTH;
      float[] expected = Arrays.copyOfRange(together, from, from + WIDTH);
      assertArrayEquals(expected, tiny.embed(alone), 1e-5f, "subset " + subset);
    }
    assertEquals(TinyNetwork.ALL * WIDTH, together.length);
  }
}
