package io.lanistr.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModalityDropoutTest {
  @Test
  void atLeastOneOfThePresentModalitiesStays() {
    ModalityDropout dropout = new ModalityDropout(0.9, 3);
    for (int row = 0; row < 2000; row++) {
      int present = 1 + row % 15;
      int kept = dropout.keep(1, row, present);
      assertNotEquals(0, kept);
      assertEquals(0, kept & ~present);
    }
  }

  @Test
  void eachModalityIsLeftOutAtTheGivenRate() {
    ModalityDropout dropout = new ModalityDropout(0.3, 3);
    int[] left = new int[4];
    for (int row = 0; row < 10_000; row++) {
      int kept = dropout.keep(0, row, 15);
      for (int m = 0; m < 4; m++) {
        left[m] += (kept >> m & 1) == 0 ? 1 : 0;
      }
    }
    for (int count : left) {
      // 0.3 less the 0.3^4 of rows in which one of four is called back.
      assertEquals(0.298, count / 10_000.0, 0.02);
    }
  }

  @Test
  void theSameRowLosesOthersInAnotherEpoch() {
    ModalityDropout dropout = new ModalityDropout(0.5, 3);
    int changed = 0;
    for (int row = 0; row < 100; row++) {
      assertEquals(dropout.keep(4, row, 15), dropout.keep(4, row, 15));
      changed += dropout.keep(4, row, 15) == dropout.keep(5, row, 15) ? 0 : 1;
    }
    assertTrue(changed > 60, changed + " changed");
  }

  @Test
  void rateZeroLeavesEverything() {
    assertEquals(13, new ModalityDropout(0, 3).keep(0, 1, 13));
  }
}
