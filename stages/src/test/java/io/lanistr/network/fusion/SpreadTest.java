package io.lanistr.network.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.tensor.Random64;
import io.lanistr.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final int N = 400;
  private static final int D = 16;

  @Test
  void randomDirectionsAreSpread() {
    float[] z = new float[N * D];
    Random64 random = Random64.of(1);
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) random.nextGaussian(i);
    }
    assertEquals(1, new Spread().of(Tensor.of(z, 0, N, D)), 0.05);
  }

  @Test
  void oneDirectionIsCollapsedWhateverTheLengths() {
    float[] z = new float[N * D];
    for (int i = 0; i < z.length; i++) {
      z[i] = (1 + i / D) * (i % D - 3f);
    }
    assertEquals(0, new Spread().of(Tensor.of(z, 0, N, D)), 1e-5);
  }

  @Test
  void fewTokensAndZeroVectorsAreHarmless() {
    float[] z = new float[2 * D];
    assertEquals(0, new Spread().of(Tensor.of(z, 0, 1, D)));
    assertEquals(0, new Spread().of(Tensor.of(z, 0, 2, D)));
    Arrays.fill(z, 1f);
    assertEquals(0, new Spread().of(Tensor.of(z, 0, 2, D)), 1e-6);
  }
}
