package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropoutTest {

  @ParameterizedTest
  @EnumSource
  void valueAndGradientShareTheMask(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 60);
    Random64 key = Random64.of(5, 6);
    for (int[] s : new int[][] {{1, 1}, {6, 11}, {0, 3}}) {
      difference.check(
          (tape, in) -> Dropout.apply(tape, in[0], 0.375f, key),
          in ->
              Matrix.of(
                  s[0],
                  s[1],
                  (i, j) -> Dropout.drops(key, i * s[1] + j, 0.375f) ? 0 : in[0].get(i, j) / 0.625),
          difference.random(s[0], s[1]));
    }
  }

  @Test
  void theMeanIsKept() {
    float[] ones = new float[40_000];
    Arrays.fill(ones, 1f);
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor x = Tensor.of(ones, 0, 200, 200);
    Tensor y = Dropout.apply(tape, x, 0.25f, Random64.of(1));
    double sum = 0;
    int dropped = 0;
    for (float value : y.toArray()) {
      sum += value;
      dropped += value == 0f ? 1 : 0;
    }
    assertEquals(1.0, sum / y.size(), 0.02);
    assertEquals(0.25, dropped / (double) y.size(), 0.01);
    Tensor again = Dropout.apply(tape, x, 0.25f, Random64.of(1));
    assertArrayEquals(y.toArray(), again.toArray());
  }

  @Test
  void withoutDropoutTheInputPassesThrough() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor x = tape.allocate(2, 2);
    assertSame(x, Dropout.apply(tape, x, 0f, null));
  }

  @Test
  void probabilitiesOutsideTheRangeAreRefused() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor x = tape.allocate(2, 2);
    for (float p : new float[] {-0.1f, 1f, Float.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> Dropout.apply(tape, x, p, Random64.of(1)));
    }
  }
}
