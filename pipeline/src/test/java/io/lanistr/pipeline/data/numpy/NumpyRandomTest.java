package io.lanistr.pipeline.data.numpy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected numbers are NumPy 2.4's; the lines that print them stand in the tests. */
class NumpyRandomTest {

  @Test
  void bitsAreNumpysBits() {
    // numpy.random.RandomState(7)._bit_generator.random_raw(4)
    long[] expected = {327741615L, 976413892L, 3349725721L, 1369975286L};
    NumpyRandom random = new NumpyRandom(7);
    for (long bits : expected) {
      assertEquals(bits, Integer.toUnsignedLong(random.nextBits()));
    }
    // numpy.random.RandomState(4294967295)._bit_generator.random_raw(1)
    assertEquals(419326371, new NumpyRandom(-1).nextBits());
  }

  @Test
  void permutationsAreNumpysPermutations() {
    // numpy.random.RandomState(7).permutation(12)
    assertArrayEquals(
        new int[] {7, 10, 2, 5, 0, 1, 11, 8, 3, 6, 9, 4}, new NumpyRandom(7).permutation(12));
  }

  @Test
  void longPermutationsPassManyStatesOfTheGenerator() {
    // numpy.random.RandomState(1).permutation(5000), its first eight and last three
    int[] order = new NumpyRandom(1).permutation(5000);
    assertArrayEquals(
        new int[] {2764, 4767, 3814, 3499, 2735, 3922, 2701, 1179}, Arrays.copyOf(order, 8));
    assertArrayEquals(new int[] {905, 3980, 235}, Arrays.copyOfRange(order, 4997, 5000));
  }

  @Test
  void permutationsShareOneStream() {
    // r = numpy.random.RandomState(7); r.permutation(1000); r.permutation(6)
    NumpyRandom random = new NumpyRandom(7);
    random.permutation(1000);
    assertArrayEquals(new int[] {5, 0, 3, 2, 4, 1}, random.permutation(6));
  }

  @Test
  void emptyAndSinglePermutationsDrawNothing() {
    NumpyRandom random = new NumpyRandom(7);
    assertArrayEquals(new int[0], random.permutation(0));
    assertArrayEquals(new int[] {0}, random.permutation(1));
    assertEquals(327741615, random.nextBits());
  }

  @Test
  void negativeIntervalIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new NumpyRandom(7).nextInterval(-1));
  }
}
