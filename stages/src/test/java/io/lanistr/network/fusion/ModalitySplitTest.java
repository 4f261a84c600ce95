package io.lanistr.network.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.TinyNetwork;
import io.lanistr.network.batch.Batch;
import org.junit.jupiter.api.Test;

class ModalitySplitTest {
  private static final int ROWS = 6000;

  private static Batch rows(long seed, long epoch) {
    Batch batch = new Batch(TinyNetwork.pretraining(0f));
    for (int i = 0; i < ROWS; i++) {
      batch.addRow(1000L + i, 0, 1f);
    }
    batch.randomness(seed, epoch);
    return batch;
  }

  @Test
  void bothSetsHoldSomethingAndEverySetOfASizeIsAsLikely() {
    Batch batch = rows(3, 1);
    int present = 0b1011;
    int[] counts = new int[16];
    for (int row = 0; row < ROWS; row++) {
      int first = ModalitySplit.first(batch, row, present);
      assertEquals(first, first & present, "nothing is made up");
      assertTrue(first != 0 && first != present, "neither set is empty");
      counts[first]++;
    }
    for (int first : new int[] {0b0001, 0b0010, 0b1000, 0b0011, 0b1001, 0b1010}) {
      assertEquals(ROWS / 6.0, counts[first], 120, Integer.toBinaryString(first));
    }
  }

  @Test
  void oneModalityStaysWhole() {
    assertEquals(0b0100, ModalitySplit.first(rows(3, 1), 0, 0b0100));
    assertEquals(0, ModalitySplit.first(rows(3, 1), 0, 0));
  }

  @Test
  void theSplitDependsOnTheEpoch() {
    Batch one = rows(3, 1);
    Batch other = rows(3, 2);
    int same = 0;
    for (int row = 0; row < 200; row++) {
      int first = ModalitySplit.first(one, row, 0b1111);
      same += first == ModalitySplit.first(other, row, 0b1111) ? 1 : 0;
    }
    assertTrue(same > 5 && same < 60, same + " of 200 splits are equal");
  }
}
