package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SparsemaxTest {
  private static final int[][] SHAPES = {{1, 1}, {5, 3}, {9, 40}, {20, 12}, {0, 4}};

  @ParameterizedTest
  @EnumSource
  void sparsemaxProjectsOntoTheSimplex(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 50);
    for (int[] s : SHAPES) {
      difference.check(
          (tape, in) -> Sparsemax.apply(tape, in[0]),
          in -> Oracles.sparsemax(in[0]),
          difference.random(s[0], s[1]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void softmaxIsTheNormalisedExponential(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 51);
    for (int[] s : SHAPES) {
      difference.check(
          (tape, in) -> Softmax.apply(tape, in[0]),
          in -> Oracles.softmax(in[0]),
          difference.random(s[0], s[1]).map(v -> (float) (5 * v)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void halfOfTheGradientPassesAtATie(Kernels kernels) {
    Tensor x = Tensor.parameter(1, 3);
    float[] grad = new float[3];
    // tau = (1.5 - 1) / 1 = 0.5 touches the second element.
    x.bind(new float[] {1.5f, 0.5f, -3f}, 0, grad, 0);
    Tape tape = new Tape(new Arena(), kernels.backend());
    Tensor y = Sparsemax.apply(tape, x);
    assertArrayEquals(new float[] {1f, 0f, 0f}, y.toArray());
    // dy = (2, 8, 6): the tie passes 4, tau takes 2 + 4 from the support.
    tape.backward(MaskedSquaredError.apply(tape, y, new float[] {0f, -4f, -3f}, null, 1));
    assertArrayEquals(new float[] {2f - 6f, 4f, 0f}, grad, 1e-6f);
  }

  @ParameterizedTest
  @EnumSource
  void anOffsetChangesNothing(Kernels kernels) {
    Tape tape = new Tape(new Arena(), kernels.backend());
    Tensor y = Sparsemax.apply(tape, Tensor.of(new float[] {4096.5f, 4096.25f, 4090f}, 0, 1, 3));
    assertArrayEquals(new float[] {0.625f, 0.375f, 0f}, y.toArray());
    Tensor soft = Softmax.apply(tape, Tensor.of(new float[] {1e4f, 1e4f}, 0, 1, 2));
    assertEquals(0.5f, soft.get(0, 0));
  }
}
