package io.lanistr.network.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.tensor.Arena;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokenDropoutTest {
  private static final int N = 300;
  private static final int D = 40;

  private static float[] drop(long[] keys, int n, long site) {
    float[] ones = new float[n * D];
    Arrays.fill(ones, 1f);
    Tape tape = new Tape(new Arena());
    return TokenDropout.apply(tape, Tensor.of(ones, 0, n, D), 0.25f, keys, site).toArray();
  }

  @Test
  void keepsTheMeanAndDropsTheGivenShare() {
    long[] keys = new long[N];
    Arrays.setAll(keys, i -> i);
    int dropped = 0;
    for (float y : drop(keys, N, 1)) {
      assertTrue(y == 0f || Math.abs(y - 4f / 3) < 1e-6);
      dropped += y == 0f ? 1 : 0;
    }
    assertEquals(0.25, dropped / (double) (N * D), 0.01);
  }

  @Test
  void choicesBelongToTheTokenAndThePlace() {
    float[] both = drop(new long[] {7, 8}, 2, 1);
    assertArrayEquals(Arrays.copyOfRange(both, D, 2 * D), drop(new long[] {8}, 1, 1));
    assertFalse(Arrays.equals(drop(new long[] {8}, 1, 1), drop(new long[] {8}, 1, 2)));
  }

  @Test
  void gradientPassesWhereTheValueDoes() {
    Tape tape = new Tape(new Arena());
    float[] gradient = new float[D];
    Tensor x = Tensor.parameter(1, D);
    float[] ones = new float[D];
    Arrays.fill(ones, 1f);
    x.bind(ones, 0, gradient, 0);
    Tensor y = TokenDropout.apply(tape, x, 0.5f, new long[] {3}, 1);
    Tensor loss = io.lanistr.tensor.MaskedL1.apply(tape, y, new float[D], null, 1);
    tape.backward(loss);
    float[] values = y.toArray();
    for (int i = 0; i < D; i++) {
      assertEquals(values[i], gradient[i]);
    }
  }
}
