package io.lanistr.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingModalityTest {
  private static final int WIDTH = 16;

  @Test
  void allFifteenSubsetsTrainInOneBatch() {
    for (NetworkConfig config :
        new NetworkConfig[] {TinyNetwork.pretraining(0f), TinyNetwork.classification(0f)}) {
      TinyNetwork tiny = new TinyNetwork(config);
      StepReport report = tiny.step(TinyNetwork.allSubsets(config));
      assertTrue(Double.isFinite(report.total()), report::toString);
      for (Slot slot : tiny.network.parameters().slots()) {
        boolean any = false;
        for (int i = slot.offset(); i < slot.offset() + slot.size(); i++) {
          assertTrue(Float.isFinite(tiny.gradients[i]), slot::name);
          any |= tiny.gradients[i] != 0f;
        }
        assertTrue(any, () -> "no gradient reaches " + slot.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void eachSubsetTrainsAndScoresAlone(int subset) {
    NetworkConfig config = TinyNetwork.pretraining(0f);
    TinyNetwork tiny = new TinyNetwork(config);
    Batch batch = new Batch(config);
    for (long id = 1; id <= 4; id++) {
      TinyNetwork.addRow(batch, id, subset);
    }
    TinyNetwork.masked(batch, config);
    assertTrue(Double.isFinite(tiny.step(batch).total()));
    for (Part part : new Part[] {Part.TEXT, Part.IMAGE, Part.SERIES, Part.TABLE}) {
      boolean reached = false;
      for (String name : tiny.network.parameters().names(part)) {
        Slot slot = tiny.network.parameters().slot(name);
        for (int i = 0; i < slot.size(); i++) {
          reached |= tiny.gradients[slot.offset() + i] != 0f;
        }
      }
      boolean present = (subset >> part.ordinal() & 1) != 0;
      assertEquals(present, reached, () -> part + " of subset " + subset);
    }
    for (float value : tiny.embed(batch)) {
      assertTrue(Float.isFinite(value));
    }
  }

  @Test
  void rowScoresTheSameWhateverElseIsInTheBatch() {
    NetworkConfig config = TinyNetwork.pretraining(0f);
    TinyNetwork tiny = new TinyNetwork(config);
    float[] together = tiny.embed(TinyNetwork.allSubsets(config));
    for (int subset = 1; subset <= TinyNetwork.ALL; subset++) {
      Batch alone = new Batch(config);
      TinyNetwork.addRow(alone, subset, subset);
      int from = (subset - 1) * WIDTH;
      float[] expected = Arrays.copyOfRange(together, from, from + WIDTH);
      assertArrayEquals(expected, tiny.embed(alone), 1e-5f, "subset " + subset);
    }
  }

  @Test
  void networkWithoutModalityScoresAsOneThatHasItButRowsThatLackIt() {
    NetworkConfig four = TinyNetwork.pretraining(0f);
    NetworkConfig two =
        new NetworkConfig(
            four.text(),
            null,
            four.series(),
            null,
            four.fusion(),
            four.similarity(),
            null,
            four.lossWeights(),
            four.compatibility());
    Batch inFour = new Batch(four);
    Batch inTwo = new Batch(two);
    for (Batch batch : new Batch[] {inFour, inTwo}) {
      TinyNetwork.addRow(batch, 1, TinyNetwork.TEXT | TinyNetwork.SERIES);
    }
    // Parameters start by name, so both networks are equal where they overlap.
    assertArrayEquals(
        new TinyNetwork(four).embed(inFour), new TinyNetwork(two).embed(inTwo), 1e-6f);
  }

  @Test
  void equalImagesOfRowCountAsOne() {
    NetworkConfig config = TinyNetwork.pretraining(0f);
    TinyNetwork tiny = new TinyNetwork(config);
    Batch one = new Batch(config);
    TinyNetwork.addRow(one, 3, TinyNetwork.TEXT | TinyNetwork.IMAGE);
    Batch twice = new Batch(config);
    TinyNetwork.addRow(twice, 3, TinyNetwork.TEXT | TinyNetwork.IMAGE);
    twice.images().add(0, one.images().pixels().clone(), 0);
    assertArrayEquals(tiny.embed(one), tiny.embed(twice), 1e-6f);
    TinyNetwork.masked(twice, config);
    assertTrue(Double.isFinite(tiny.step(twice).total()));
  }

  @Test
  void rowWithoutAnyModalityIsRefusedByItsId() {
    NetworkConfig config = TinyNetwork.pretraining(0f);
    TinyNetwork tiny = new TinyNetwork(config);
    Batch batch = new Batch(config);
    TinyNetwork.addRow(batch, 1, TinyNetwork.TEXT);
    batch.addRow(987, 0, 1f);
    float[] out = new float[2 * WIDTH];
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> tiny.network.embed(batch, out, 0));
    assertTrue(error.getMessage().contains("987"), error::getMessage);
  }

  @Test
  void emptyBatchDoesNothing() {
    NetworkConfig config = TinyNetwork.pretraining(0f);
    TinyNetwork tiny = new TinyNetwork(config);
    StepReport report = tiny.step(new Batch(config));
    assertEquals(StepReport.ZERO, report);
    assertArrayEquals(new float[tiny.gradients.length], tiny.gradients);
  }
}
