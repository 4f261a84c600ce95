package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerNormTest {
  private static final float EPS = 1e-5f;

  private static Matrix oracle(Matrix[] in) {
    Matrix transposed = Matrix.of(in[0].cols(), in[0].rows(), (i, j) -> in[0].get(j, i));
    return Matrix.of(
        in[0].rows(),
        in[0].cols(),
        (i, j) ->
            Oracles.batchNormalised(transposed, j, i, 0, in[0].cols(), EPS) * in[1].get(0, j)
                + in[2].get(0, j));
  }

  @ParameterizedTest
  @EnumSource
  void eachRowIsStandardised(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 7);
    for (int[] s : new int[][] {{1, 8}, {5, 7}, {70, 33}, {129, 16}, {0, 4}}) {
      difference.check(
          (tape, in) -> LayerNorm.apply(tape, in[0], in[1], in[2], EPS),
          LayerNormTest::oracle,
          difference.random(s[0], s[1]),
          difference.random(1, s[1]),
          difference.random(1, s[1]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLargeMeanDoesNotSpoilTheVariance(Kernels kernels) {
    Tape tape = new Tape(new Arena(), kernels.backend());
    float[] row = {4096f, 4097f, 4098f, 4099f};
    Tensor one = Tensor.of(new float[] {1f, 1f, 1f, 1f}, 0, 1, 4);
    Tensor zero = Tensor.of(new float[4], 0, 1, 4);
    Tensor y = LayerNorm.apply(tape, Tensor.of(row, 0, 1, 4), one, zero, 0f);
    for (int j = 0; j < 4; j++) {
      assertEquals((j - 1.5) / Math.sqrt(1.25), y.get(0, j), 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConstantRowBecomesBeta(Kernels kernels) {
    Tape tape = new Tape(new Arena(), kernels.backend());
    Tensor x = Tensor.of(new float[] {3f, 3f, 3f}, 0, 1, 3);
    Tensor gamma = Tensor.of(new float[] {1f, 2f, 3f}, 0, 1, 3);
    Tensor beta = Tensor.of(new float[] {5f, 6f, 7f}, 0, 1, 3);
    Tensor y = LayerNorm.apply(tape, x, gamma, beta, EPS);
    assertEquals(5f, y.get(0, 0));
    assertEquals(7f, y.get(0, 2));
  }
}
