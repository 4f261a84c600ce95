package io.lanistr.tensor.precise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.lanistr.tensor.Arena;
import io.lanistr.tensor.BatchNormStatistics;
import io.lanistr.tensor.Random64;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Every operation in doubles against central differences. */
class PreciseOperationsTest {
  private static final int ROWS = 7;
  private static final int COLS = 6;
  private static final double STEP = 1e-4;

  private static Tensor parameter(int rows, int cols, long seed) {
    Random64 random = Random64.of(seed);
    float[] values = new float[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian(i);
    }
    Tensor tensor = Tensor.parameter(rows, cols);
    tensor.bind(values, 0, new float[values.length], 0);
    return tensor;
  }

  /** Sum of the result's elements times fixed numbers, with gradients if {@code backward}. */
  private static double loss(
      BiFunction<Section, Matrix[], Matrix> operation, Tensor[] inputs, boolean backward) {
    Tape tape = new Tape(new Arena());
    Section section = new Section();
    section.start(tape, true);
    Matrix[] entered = new Matrix[inputs.length];
    Arrays.setAll(entered, i -> section.enter(inputs[i]));
    Matrix y = operation.apply(section, entered);
    Random64 random = Random64.of(99);
    Matrix weight = section.constant(1, y.size(), 0);
    for (int i = 0; i < y.size(); i++) {
      weight.data[i] = random.nextGaussian(i);
    }
    Matrix flat = new Matrix(1, y.size(), y.data, y.grad);
    Matrix sum = PreciseLinear.apply(section, flat, weight);
    if (backward) {
      tape.backward(section.leave(sum));
    }
    return sum.data[0];
  }

  private static void check(BiFunction<Section, Matrix[], Matrix> operation, Tensor... inputs) {
    loss(operation, inputs, true);
    for (Tensor input : inputs) {
      float[] values = input.data();
      for (int i = 0; i < values.length; i++) {
        float value = values[i];
        values[i] = (float) (value + STEP);
        double above = loss(operation, inputs, false);
        double up = values[i];
        values[i] = (float) (value - STEP);
        double below = loss(operation, inputs, false);
        double slope = (above - below) / (up - values[i]);
        values[i] = value;
        assertEquals(slope, input.grad()[i], 2e-4 * (1 + Math.abs(slope)), "element " + i);
      }
    }
  }

  @Test
  void linearMap() {
    check(
        (s, x) -> PreciseLinear.apply(s, x[0], x[1]),
        parameter(ROWS, COLS, 1),
        parameter(5, COLS, 2));
  }

  @Test
  void batchNormInTrainingAndScoring() {
    for (boolean training : new boolean[] {true, false}) {
      for (int virtualBatch : new int[] {0, 4}) {
        check(
            (s, x) ->
                PreciseBatchNorm.apply(
                    s,
                    x[0],
                    x[1],
                    x[2],
                    new BatchNormStatistics(new float[COLS], ones()),
                    virtualBatch,
                    0.1f,
                    1e-5f,
                    training),
            parameter(ROWS, COLS, 1),
            parameter(1, COLS, 2),
            parameter(1, COLS, 3));
      }
    }
  }

  private static float[] ones() {
    float[] ones = new float[COLS];
    Arrays.fill(ones, 1f);
    return ones;
  }

  @Test
  void gatedLinearUnit() {
    check((s, x) -> PreciseGlu.apply(s, x[0]), parameter(ROWS, COLS, 1));
  }

  @Test
  void masks() {
    check((s, x) -> PreciseMask.sparsemax(s, x[0]), parameter(ROWS, COLS, 5));
    check((s, x) -> PreciseMask.softmax(s, x[0]), parameter(ROWS, COLS, 5));
  }

  @Test
  void elementByElement() {
    Tensor a = parameter(ROWS, COLS, 1);
    Tensor b = parameter(ROWS, COLS, 2);
    check((s, x) -> Elementwise.addScaled(s, x[0], x[1], 0.7), a, b);
    check(
        (s, x) -> Elementwise.multiply(s, x[0], x[1]),
        parameter(ROWS, COLS, 3),
        parameter(ROWS, COLS, 4));
    check(
        (s, x) -> Elementwise.multiplyRest(s, x[0], 1.3, x[1]),
        parameter(ROWS, COLS, 5),
        parameter(ROWS, COLS, 6));
    check((s, x) -> Elementwise.columns(s, x[0], 1, 3, true), parameter(ROWS, COLS, 7));
    check((s, x) -> Elementwise.columns(s, x[0], 2, 4, false), parameter(ROWS, COLS, 8));
    check(
        (s, x) -> Elementwise.negativeEntropy(s, PreciseMask.softmax(s, x[0]), 1e-6, 0.3),
        parameter(ROWS, COLS, 9));
  }

  @Test
  void whatEntersTwiceIsOneMatrixAndGetsBothGradients() {
    Tensor x = parameter(1, 3, 1);
    check(
        (s, m) -> {
          Matrix again = s.enter(x);
          assertSame(m[0], again);
          return Elementwise.multiply(s, m[0], again);
        },
        x);
  }

  @Test
  void nothingIsDifferentiatedWhereNothingIsTrained() {
    Tape tape = new Tape(new Arena());
    Section section = new Section();
    section.start(tape, false);
    Matrix m = section.enter(Tensor.of(new float[] {1f, 2f}, 0, 1, 2));
    assertFalse(section.leave(Elementwise.add(section, m, m)).requiresGrad());
    section.start(tape, true);
    tape.recording(false);
    section.start(tape, true);
    assertFalse(section.leave(section.constant(1, 1, 2)).requiresGrad());
  }
}
