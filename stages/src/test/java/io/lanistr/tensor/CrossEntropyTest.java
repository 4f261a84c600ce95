package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrossEntropyTest {

  private static Matrix oracle(Matrix z, int[] target, float[] weight, double s, double by) {
    double total = 0;
    for (int i = 0; i < z.rows(); i++) {
      if (target[i] >= 0) {
        double lse = Oracles.logSumExp(z, i);
        double loss = 0;
        for (int c = 0; c < z.cols(); c++) {
          double share = s / z.cols() + (c == target[i] ? 1 - s : 0);
          loss += share * (lse - z.get(i, c));
        }
        total += loss * (weight == null ? 1 : weight[i]);
      }
    }
    return Matrix.scalar(total / by);
  }

  private static void check(
      FiniteDifference difference, int n, int classes, float[] weight, float smoothing) {
    int[] target = new int[n + 2];
    for (int i = 0; i < n; i++) {
      target[i] = i % 4 == 2 ? -1 : difference.random().nextInt(classes);
    }
    difference.check(
        (tape, in) -> CrossEntropy.apply(tape, in[0], target, weight, smoothing, 3.5),
        in -> oracle(in[0], target, weight, smoothing, 3.5),
        difference.random(n, classes).map(v -> (float) (4 * v)));
  }

  @ParameterizedTest
  @EnumSource
  void labelledRowsCountWithTheirWeights(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 70);
    check(difference, 1, 2, null, 0f);
    check(difference, 9, 5, null, 0f);
    check(difference, 6, 700, null, 0f);
    check(difference, 5, 3, new float[] {1f, 0f, 2f, 0.5f, 3f, 9f}, 0f);
    check(difference, 0, 3, null, 0f);
  }

  @ParameterizedTest
  @EnumSource
  void smoothedLabelsSpreadOverAllClasses(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 71);
    check(difference, 7, 5, null, 0.1f);
    check(difference, 5, 3, new float[] {1f, 0f, 2f, 0.5f, 3f}, 0.3f);
  }

  @ParameterizedTest
  @EnumSource
  void confidentLogitsStayFinite(Kernels kernels) {
    Tape tape = new Tape(new Arena(), kernels.backend());
    Tensor z = Tensor.of(new float[] {1000f, -1000f, 1000f, -1000f}, 0, 2, 2);
    Tensor loss = CrossEntropy.apply(tape, z, new int[] {0, 1}, null, 0f, 1);
    assertEquals(2000f, loss.scalar());
  }

  @Test
  void withoutLabelledRowsTheLossIsZeroEvenOverZero() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor z = Tensor.of(new float[] {1f, 2f}, 0, 1, 2);
    assertEquals(0f, CrossEntropy.apply(tape, z, new int[] {-1}, null, 0f, 0).scalar());
    assertThrows(
        IllegalArgumentException.class,
        () -> CrossEntropy.apply(tape, z, new int[] {1}, null, 0f, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> CrossEntropy.apply(tape, z, new int[] {2}, null, 0f, 1));
  }
}
