package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearTest {
  private static final int[][] SHAPES = {
    {1, 1, 1}, {3, 5, 7}, {64, 16, 33}, {130, 9, 4}, {1, 64, 2}, {0, 4, 3}
  };

  private static Matrix affine(Matrix x, Matrix weight, Matrix biasOrNull) {
    return Matrix.of(
        x.rows(),
        weight.rows(),
        (i, j) -> {
          double sum = biasOrNull == null ? 0 : biasOrNull.get(0, j);
          for (int k = 0; k < x.cols(); k++) {
            sum += x.get(i, k) * weight.get(j, k);
          }
          return sum;
        });
  }

  @ParameterizedTest
  @EnumSource
  void withBiasEqualsTheSumOfProducts(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 1);
    for (int[] s : SHAPES) {
      difference.check(
          (tape, in) -> Linear.apply(tape, in[0], in[1], in[2]),
          in -> affine(in[0], in[1], in[2]),
          difference.random(s[0], s[1]),
          difference.random(s[2], s[1]),
          difference.random(1, s[2]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutBiasEqualsTheSumOfProducts(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 2);
    for (int[] s : SHAPES) {
      difference.check(
          (tape, in) -> Linear.apply(tape, in[0], in[1], null),
          in -> affine(in[0], in[1], null),
          difference.random(s[0], s[1]),
          difference.random(s[2], s[1]));
    }
  }

  @Test
  void unequalWidthsAreRefused() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor x = tape.allocate(2, 3);
    assertThrows(
        IllegalArgumentException.class, () -> Linear.apply(tape, x, tape.allocate(4, 5), null));
    assertThrows(
        IllegalArgumentException.class,
        () -> Linear.apply(tape, x, tape.allocate(4, 3), tape.allocate(1, 3)));
  }
}
