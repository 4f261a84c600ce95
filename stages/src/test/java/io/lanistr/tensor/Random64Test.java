package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Random64Test {

  @Test
  void theMixIsSplitmix64() {
    // First outputs of splitmix64 for the state 0, as published with the generator.
    assertEquals(0xE220A8397B1DCDAFL, Random64.mix(0x9E3779B97F4A7C15L));
    // The second state is twice the increment, modulo 2^64.
    assertEquals(0x6E789E6AA1B965F4L, Random64.mix(0x3C6EF372FE94F82AL));
  }

  @Test
  void equalKeysGiveEqualNumbersInAnyOrder() {
    Random64 a = Random64.of(1, 2, 3);
    Random64 b = Random64.of(1).derive(2).derive(3);
    for (int i = 100; i >= 0; i--) {
      assertEquals(a.nextLong(i), b.nextLong(i));
    }
    assertEquals(Random64.of(1, 2, 3, 4).nextLong(0), a.derive(4).nextLong(0));
  }

  @Test
  void partsIndicesAndSeedsGiveDifferentNumbers() {
    Set<Long> seen = new HashSet<>();
    int count = 0;
    for (long seed = -5; seed < 5; seed++) {
      for (long part = -5; part < 5; part++) {
        for (int i = 0; i < 20; i++, count += 2) {
          seen.add(Random64.of(seed, part).nextLong(i));
          seen.add(Random64.of(seed, part, i).nextLong(part));
        }
      }
    }
    assertEquals(count, seen.size());
    assertNotEquals(Random64.of(1, 2).nextLong(0), Random64.of(2, 1).nextLong(0));
  }

  @Test
  void numbersAreUniform() {
    Random64 random = Random64.of(7);
    int n = 100_000;
    int[] tenths = new int[10];
    double sum = 0;
    double product = 0;
    for (int i = 0; i < n; i++) {
      float value = random.nextFloat(i);
      assertTrue(value >= 0f && value < 1f);
      tenths[random.nextInt(i, 10)]++;
      sum += random.nextDouble(i);
      product += (random.nextDouble(i) - 0.5) * (random.nextDouble(i + 1) - 0.5);
    }
    for (int count : tenths) {
      assertEquals(n / 10.0, count, 400);
    }
    assertEquals(0.5, sum / n, 0.005);
    assertEquals(0.0, product / n, 0.002);
  }

  @Test
  void gaussiansHaveMeanZeroAndVarianceOne() {
    Random64 random = Random64.of(8);
    int n = 100_000;
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    for (int i = 0; i < n; i++) {
      double value = random.nextGaussian(i);
      sum += value;
      squares += value * value;
      fourth += value * value * value * value;
    }
    assertEquals(0.0, sum / n, 0.02);
    assertEquals(1.0, squares / n, 0.02);
    assertEquals(3.0, fourth / n, 0.15);
  }

  @Test
  void boundsMustBePositive() {
    assertThrows(IllegalArgumentException.class, () -> Random64.of(1).nextInt(0, 0));
    assertEquals(0, Random64.of(1).nextInt(0, 1));
    assertTrue(Random64.of(1).nextInt(0, Integer.MAX_VALUE) >= 0);
  }
}
