package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ElementwiseTest {
  private static final int[][] SHAPES = {{1, 1}, {3, 5}, {17, 33}, {1, 64}, {0, 4}};

  @ParameterizedTest
  @EnumSource
  void sumsProductsAndMultiplesAreTakenElementByElement(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 3);
    for (int[] s : SHAPES) {
      Matrix a = difference.random(s[0], s[1]);
      Matrix b = difference.random(s[0], s[1]);
      difference.check(
          (tape, in) -> Add.apply(tape, in[0], in[1]), in -> in[0].plus(1, in[1]), a, b);
      difference.check(
          (tape, in) -> Multiply.apply(tape, in[0], in[1]),
          in -> Matrix.of(s[0], s[1], (i, j) -> in[0].get(i, j) * in[1].get(i, j)),
          a,
          b);
      difference.check(
          (tape, in) -> Scale.apply(tape, in[0], -0.7f), in -> in[0].map(v -> -0.7f * v), a);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTensorMayMeetItself(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 4);
    Matrix x = difference.random(4, 9);
    difference.check(
        (tape, in) -> Multiply.apply(tape, in[0], in[0]), in -> in[0].map(v -> v * v), x);
    difference.check((tape, in) -> Add.apply(tape, in[0], in[0]), in -> in[0].map(v -> 2 * v), x);
  }

  @ParameterizedTest
  @EnumSource
  void activationsFollowTheirDefinitions(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 5);
    for (int[] s : SHAPES) {
      Matrix x = difference.random(s[0], s[1]).map(v -> (float) (3 * v));
      difference.check(
          (tape, in) -> Relu.apply(tape, in[0]), in -> in[0].map(v -> Math.max(v, 0)), x);
      difference.check(
          (tape, in) -> Gelu.apply(tape, in[0]),
          in -> in[0].map(v -> v * 0.5 * (1 + Oracles.erf(v / Math.sqrt(2)))),
          x);
      difference.check(
          (tape, in) -> Glu.apply(tape, in[0]),
          in ->
              Matrix.of(
                  s[0], s[1], (i, j) -> in[0].get(i, j) / (1 + Math.exp(-in[0].get(i, s[1] + j)))),
          difference.random(s[0], 2 * s[1]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void weightedSumsCombineScalars(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 6);
    difference.check(
        (tape, in) -> Sum.weighted(tape, in, new float[] {2f, -3f}),
        in -> Matrix.scalar(2 * in[0].get(0, 0) - 3 * in[1].get(0, 0)),
        difference.random(1, 1),
        difference.random(1, 1));
    difference.check(
        (tape, in) -> Sum.apply(tape, in),
        in -> in[0].plus(1, in[1]),
        difference.random(1, 1),
        difference.random(1, 1));
    Tape tape = new Tape(new Arena(), kernels.backend());
    assertEquals(0f, Sum.apply(tape).scalar());
  }

  @ParameterizedTest
  @EnumSource
  void gatesSaturateWithoutNaN(Kernels kernels) {
    Tape tape = new Tape(new Arena(), kernels.backend());
    Tensor x = Tensor.of(new float[] {1f, 1f, -200f, 200f}, 0, 1, 4);
    Tensor y = Glu.apply(tape, x);
    assertEquals(0f, y.get(0, 0));
    assertEquals(1f, y.get(0, 1));
  }

  @Test
  void unequalShapesAreRefused() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor a = tape.allocate(2, 3);
    Tensor b = tape.allocate(3, 2);
    assertThrows(IllegalArgumentException.class, () -> Add.apply(tape, a, b));
    assertThrows(IllegalArgumentException.class, () -> Multiply.apply(tape, a, b));
    assertThrows(IllegalArgumentException.class, () -> Glu.apply(tape, a));
  }
}
