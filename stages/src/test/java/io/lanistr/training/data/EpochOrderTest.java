package io.lanistr.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochOrderTest {
  @ParameterizedTest
  @CsvSource({
    "1,1",
    "1,9",
    "2,1",
    "3,2",
    "5,5",
    "16,4",
    "17,4",
    "17,16",
    "1000,128",
    "1000,1",
    "4097,4096",
    "4097,50",
    "10007,128",
    "10007,1000"
  })
  void everyRowHasAPositionOfItsOwn(long rows, int batchSize) {
    EpochOrder order = new EpochOrder(rows, batchSize, 42, 3);
    BitSet seen = new BitSet();
    for (long i = 0; i < rows; i++) {
      long position = order.position(i);
      assertTrue(position >= 0 && position < rows);
      assertFalse(seen.get((int) position));
      seen.set((int) position);
      assertEquals(i, order.index(position));
    }
  }

  @Test
  void hugeTablesArePermutedToo() {
    long rows = (1L << 40) + 12345;
    EpochOrder order = new EpochOrder(rows, 4096, 1, 0);
    for (long i = 0; i < rows; i += rows / 1000) {
      long position = order.position(i);
      assertTrue(position >= 0 && position < rows);
      assertEquals(i, order.index(position));
    }
  }

  @Test
  void positionsAreSpreadEvenlyAndIndependentOfTheIndex() {
    int rows = 10_000;
    EpochOrder order = new EpochOrder(rows, 64, 5, 1);
    double product = 0;
    int[] firstHalfByDecile = new int[10];
    for (int i = 0; i < rows; i++) {
      double position = order.position(i) / (double) rows - 0.5;
      product += position * (i / (double) rows - 0.5);
      if (i < rows / 2) {
        firstHalfByDecile[(int) ((position + 0.5) * 10)]++;
      }
    }
    double correlation = product / rows * 12;
    assertTrue(Math.abs(correlation) < 0.05, "correlation " + correlation);
    for (int count : firstHalfByDecile) {
      assertEquals(500, count, 100);
    }
  }

  @Test
  void anotherEpochOrSeedIsAnotherOrder() {
    EpochOrder order = new EpochOrder(1000, 20, 1, 0);
    EpochOrder nextEpoch = new EpochOrder(1000, 20, 1, 1);
    EpochOrder otherSeed = new EpochOrder(1000, 20, 2, 0);
    int same = 0;
    for (int i = 0; i < 1000; i++) {
      same += order.position(i) == nextEpoch.position(i) ? 1 : 0;
      same += order.position(i) == otherSeed.position(i) ? 1 : 0;
    }
    assertTrue(same < 80, same + " equal positions; by chance, 40");
  }

  /** With runs of three rows, two of different runs meet in a third of the epochs. */
  @Test
  void rowsMeetOthersInEveryEpoch() {
    int met = 0;
    for (int epoch = 0; epoch < 3000; epoch++) {
      EpochOrder order = new EpochOrder(30, 10, 7, epoch);
      met += order.position(4) / 10 == order.position(22) / 10 ? 1 : 0;
    }
    assertEquals(1000, met, 90);
  }

  @Test
  void indexOutsideIsRefused() {
    EpochOrder order = new EpochOrder(10, 4, 1, 0);
    assertThrows(IndexOutOfBoundsException.class, () -> order.position(10));
    assertThrows(IllegalArgumentException.class, () -> new EpochOrder(0, 4, 1, 0));
  }
}
