package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.tensor.ElementLoss.Curve;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The losses of heads other than plain cross entropy. */
class TargetLossesTest {
  private static final float[] WEIGHT = {1f, 0.5f, 2f, 0f, 3f, 1f, 1f};

  private static void check(
      FiniteDifference difference, int n, int k, Curve curve, DoubleBinaryOperator oracle) {
    float[] target = new float[n * k + 2];
    for (int i = 0; i < n * k; i++) {
      target[i] = i % 5 == 3 ? Float.NaN : difference.random().nextInt(2);
    }
    difference.check(
        (tape, in) -> ElementLoss.apply(tape, in[0], target, WEIGHT, curve, 2.5),
        in -> {
          double total = 0;
          for (int i = 0; i < n * k; i++) {
            if (!Float.isNaN(target[i])) {
              total += WEIGHT[i / k] * oracle.applyAsDouble(in[0].get(i / k, i % k), target[i]);
            }
          }
          return Matrix.scalar(total / 2.5);
        },
        difference.random(n, k).map(v -> (float) (3 * v)));
  }

  @ParameterizedTest
  @EnumSource
  void errorsCostTheirSquareOrLessFromDeltaOn(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 90);
    check(difference, 7, 1, ElementLoss.squared(), (z, t) -> Math.pow(z - t, 2));
    check(
        difference,
        6,
        2,
        ElementLoss.huber(0.7),
        (z, t) ->
            Math.abs(z - t) < 0.7 ? Math.pow(z - t, 2) / 2 : 0.7 * Math.abs(z - t) - 0.7 * 0.7 / 2);
    assertThrows(IllegalArgumentException.class, () -> ElementLoss.huber(0));
  }

  @ParameterizedTest
  @EnumSource
  void labelsSideBySideCostTheirCrossEntropyEach(Kernels kernels) {
    check(
        new FiniteDifference(kernels, 91),
        7,
        3,
        ElementLoss.binaryCrossEntropy(),
        (z, t) -> {
          double p = 1 / (1 + Math.exp(-z));
          return -t * Math.log(p) - (1 - t) * Math.log(1 - p);
        });
  }

  @Test
  void extremeOutputsStayFinite() {
    Curve curve = ElementLoss.binaryCrossEntropy();
    assertEquals(1000, curve.value(1000, 0));
    assertEquals(0, curve.value(1000, 1));
    assertEquals(1000, curve.value(-1000, 1));
    assertEquals(1, curve.slope(1000, 0));
    assertEquals(-1, curve.slope(-1000, 1));
  }

  @ParameterizedTest
  @EnumSource
  void rowsThatAreClassifiedWellCostLittleInTheFocalLoss(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 92);
    int[] target = {0, 2, -1, 1, 1, 0};
    for (double gamma : new double[] {0, 0.5, 2}) {
      difference.check(
          (tape, in) -> FocalLoss.apply(tape, in[0], target, WEIGHT, gamma, 1.5),
          in -> {
            double total = 0;
            for (int i = 0; i < target.length; i++) {
              if (target[i] >= 0) {
                double nll = Oracles.logSumExp(in[0], i) - in[0].get(i, target[i]);
                total += WEIGHT[i] * Math.pow(1 - Math.exp(-nll), gamma) * nll;
              }
            }
            return Matrix.scalar(total / 1.5);
          },
          difference.random(target.length, 3).map(v -> (float) (2 * v)));
    }
  }

  @Test
  void theFocalLossOfCertainRowsIsZeroAndFlat() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor z = Tensor.of(new float[] {1000f, -1000f, -1000f, 1000f}, 0, 2, 2);
    float loss = FocalLoss.apply(tape, z, new int[] {0, 0}, WEIGHT, 2, 1).scalar();
    assertTrue(Math.abs(loss - 1000f) < 1e-2, "loss " + loss); // 0.5 x 2000
  }
}
