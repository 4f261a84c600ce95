package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class L2NormalizeTest {

  @ParameterizedTest
  @EnumSource
  void rowsGetLengthOne(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 40);
    for (int[] s : new int[][] {{1, 1}, {4, 9}, {13, 64}, {0, 3}}) {
      difference.check(
          (tape, in) -> L2Normalize.rows(tape, in[0]),
          in ->
              Matrix.of(
                  s[0],
                  s[1],
                  (i, j) -> {
                    double squares = 0;
                    for (int k = 0; k < s[1]; k++) {
                      squares += in[0].get(i, k) * in[0].get(i, k);
                    }
                    return in[0].get(i, j) / Math.sqrt(squares);
                  }),
          difference.random(s[0], s[1]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void columnsGetLengthOneWithinEachSegment(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 41);
    int[] starts = {0, 4, 4, 5, 11};
    int[] segmentOf = {0, 0, 0, 0, 2, 3, 3, 3, 3, 3, 3};
    difference.check(
        (tape, in) -> L2Normalize.segments(tape, in[0], starts, 4),
        in ->
            Matrix.of(
                11,
                5,
                (i, j) -> {
                  double squares = 0;
                  for (int k = starts[segmentOf[i]]; k < starts[segmentOf[i] + 1]; k++) {
                    squares += in[0].get(k, j) * in[0].get(k, j);
                  }
                  return in[0].get(i, j) / Math.sqrt(squares);
                }),
        difference.random(11, 5));
    difference.check(
        (tape, in) -> L2Normalize.segments(tape, in[0], new int[] {0}, 0),
        in -> in[0],
        difference.random(0, 5));
  }

  @Test
  void zeroStaysZeroAndItsGradientIsDividedByTheThreshold() {
    Tensor x = Tensor.parameter(1, 2);
    float[] grad = new float[2];
    x.bind(new float[2], 0, grad, 0);
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor rows = L2Normalize.rows(tape, x);
    assertArrayEquals(new float[2], rows.toArray());
    tape.backward(MaskedSquaredError.apply(tape, rows, new float[] {1f, 0f}, null, 1));
    assertArrayEquals(new float[] {(float) -2e12, 0f}, grad, 1e6f);
    Tensor segments = L2Normalize.segments(tape, x, new int[] {0, 1}, 1);
    assertArrayEquals(new float[2], segments.toArray());
  }
}
