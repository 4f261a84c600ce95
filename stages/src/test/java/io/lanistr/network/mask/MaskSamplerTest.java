package io.lanistr.network.mask;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.TinyNetwork;
import io.lanistr.network.batch.Batch;
import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.TransformerConfig;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaskSamplerTest {
  private static final int STEPS = 9;
  private static final NetworkConfig NETWORK = TinyNetwork.pretraining(0f);
  private static final int PATCHES = 6;

  private static Batch batch(NetworkConfig network, long... ids) {
    Batch batch = new Batch(network);
    int steps = network.series().maxSteps();
    for (long id : ids) {
      int row = batch.addRow(id, -1, 1f);
      batch.text().add(row, new int[] {1, 7, 8, 9, 10, 11, 12, 2}, 0, 8);
      batch.images().add(row);
      batch.images().add(row);
      batch.series().add(row, steps);
      batch.tables().add(row);
    }
    return batch;
  }

  private static Batch drawn(MaskingConfig masking, long seed, long epoch, long... ids) {
    Batch batch = batch(NETWORK, ids);
    new MaskSampler(masking, NETWORK).draw(batch, seed, epoch);
    return batch;
  }

  private static long[] ids(int n) {
    long[] ids = new long[n];
    Arrays.setAll(ids, i -> 31L * i + 5);
    return ids;
  }

  @Test
  void masksBelongToTheRowAndNotToTheBatch() {
    Batch many = drawn(MaskingConfig.DEFAULT, 1, 2, 10, 11, 12);
    Batch alone = drawn(MaskingConfig.DEFAULT, 1, 2, 12);
    assertArrayEquals(part(many.text().masked(), 2, 8), part(alone.text().masked(), 0, 8));
    int images = 2 * PATCHES;
    assertArrayEquals(
        part(many.images().masked(), 2, images), part(alone.images().masked(), 0, images));
    int values = 3 * STEPS;
    assertArrayEquals(
        part(many.series().hidden(), 2, values), part(alone.series().hidden(), 0, values));
    int columns = NETWORK.table().embeddedColumns();
    assertArrayEquals(
        part(many.tables().hidden(), 2, columns), part(alone.tables().hidden(), 0, columns));
  }

  private static boolean[] part(boolean[] mask, int index, int size) {
    return Arrays.copyOfRange(mask, index * size, (index + 1) * size);
  }

  @Test
  void epochsSeedsRowsAndImagesDiffer() {
    boolean[] mask = patches(drawn(MaskingConfig.DEFAULT, 1, 2, ids(20)));
    assertFalse(Arrays.equals(mask, patches(drawn(MaskingConfig.DEFAULT, 1, 3, ids(20)))));
    assertFalse(Arrays.equals(mask, patches(drawn(MaskingConfig.DEFAULT, 2, 2, ids(20)))));
    boolean differs = false;
    for (int row = 0; row < 20; row++) {
      differs |= !Arrays.equals(part(mask, 2 * row, PATCHES), part(mask, 2 * row + 1, PATCHES));
    }
    assertTrue(differs, "the two images of a row are masked apart");
  }

  private static boolean[] patches(Batch batch) {
    return Arrays.copyOf(batch.images().masked(), batch.images().count() * PATCHES);
  }

  @Test
  void specialTokensAreNeverMaskedAndOthersAtTheGivenRate() {
    int rows = 4000;
    Batch batch = drawn(MaskingConfig.DEFAULT, 3, 1, ids(rows));
    int masked = 0;
    for (int i = 0; i < batch.text().tokenCount(); i++) {
      boolean special = batch.text().tokens()[i] < 3;
      assertFalse(special && batch.text().masked()[i]);
      masked += batch.text().masked()[i] ? 1 : 0;
    }
    assertEquals(0.15, masked / (6.0 * rows), 0.01);
  }

  @Test
  void everyImageHidesTheSameNumberOfPatchesEachEquallyOften() {
    int rows = 2000;
    Batch batch = drawn(new MaskingConfig(0.15, 0.4, 0.15, 3, 0.15, false), 3, 1, ids(rows));
    int[] often = new int[PATCHES];
    for (int image = 0; image < 2 * rows; image++) {
      int hidden = 0;
      for (int p = 0; p < PATCHES; p++) {
        if (batch.images().masked()[image * PATCHES + p]) {
          hidden++;
          often[p]++;
        }
      }
      assertEquals(3, hidden); // 0.4 of 6, rounded up
    }
    for (int count : often) {
      assertEquals(0.5, count / (2.0 * rows), 0.03);
    }
  }

  @Test
  void stretchesOfStepsHaveTheGivenShareAndLength() {
    SeriesConfig longer = new SeriesConfig(3, 400, TransformerConfig.of(8, 1, 1, 0f));
    NetworkConfig network =
        new NetworkConfig(
            NETWORK.text(),
            NETWORK.image(),
            longer,
            NETWORK.table(),
            NETWORK.fusion(),
            NETWORK.similarity(),
            null,
            NETWORK.lossWeights(),
            NETWORK.compatibility());
    Batch batch = batch(network, ids(60));
    new MaskSampler(MaskingConfig.DEFAULT, network).draw(batch, 1, 1);
    int hidden = 0;
    int stretches = 0;
    for (int item = 0; item < 60; item++) {
      for (int c = 0; c < 3; c++) {
        boolean before = false;
        for (int t = 0; t < 400; t++) {
          boolean now = batch.series().hidden()[(item * 400 + t) * 3 + c];
          hidden += now ? 1 : 0;
          stretches += now && !before ? 1 : 0;
          before = now;
        }
      }
    }
    assertEquals(0.15, hidden / (60 * 3 * 400.0), 0.01);
    assertEquals(3, hidden / (double) stretches, 0.15);
  }

  @Test
  void categoriesAreHiddenByDimensionOrAsWholeColumns() {
    int columns = NETWORK.table().embeddedColumns(); // 0, 4 -> 2 wide, 0, 3 -> 2 wide, 0
    int rows = 3000;
    Batch apart = drawn(new MaskingConfig(0.15, 0.5, 0.15, 3, 0.3, false), 1, 1, ids(rows));
    Batch whole = drawn(new MaskingConfig(0.15, 0.5, 0.15, 3, 0.3, true), 1, 1, ids(rows));
    int split = 0;
    int hidden = 0;
    for (int r = 0; r < rows; r++) {
      boolean[] a = part(apart.tables().hidden(), r, columns);
      boolean[] w = part(whole.tables().hidden(), r, columns);
      split += a[1] != a[2] ? 1 : 0;
      assertEquals(w[1], w[2]);
      assertEquals(w[4], w[5]);
      for (boolean h : w) {
        hidden += h ? 1 : 0;
      }
    }
    assertEquals(0.42, split / (double) rows, 0.04);
    assertEquals(0.3, hidden / (double) (rows * columns), 0.02);
  }
}
