package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.Random;

/**
 * Compares an operation with an oracle in double precision: its value directly, its gradients with
 * central differences of the oracle, along every coordinate of small inputs and random directions.
 */
final class FiniteDifference {
  private static final double STEP = 1e-5;
  private static final int COORDINATES = 40;
  private static final int DIRECTIONS = 4;
  private static final int PAD = 3;

  private final Backend backend;
  private final Random random;
  private double tolerance = 2e-5;

  FiniteDifference(Kernels kernels, long seed) {
    this.backend = kernels.backend();
    this.random = new Random(seed);
  }

  interface Operation {
    Tensor apply(Tape tape, Tensor[] inputs);
  }

  interface Oracle {
    Matrix apply(Matrix[] inputs);
  }

  FiniteDifference tolerance(double value) {
    tolerance = value;
    return this;
  }

  Random random() {
    return random;
  }

  Matrix random(int rows, int cols) {
    return Matrix.random(random, rows, cols);
  }

  /**
   * Checks value and gradients: to parameters, to results of other operations, to each input alone,
   * and the value without recording.
   */
  void check(Operation operation, Oracle oracle, Matrix... inputs) {
    Matrix expected = oracle.apply(inputs);
    Matrix upstream = random(expected.rows(), expected.cols());
    boolean[] all = new boolean[inputs.length];
    Arrays.fill(all, true);
    run(operation, oracle, expected, upstream, inputs, all);
    run(ofResults(operation), oracle, expected, upstream, inputs, all);
    for (int i = 0; i < inputs.length && inputs.length > 1; i++) {
      boolean[] only = new boolean[inputs.length];
      only[i] = true;
      run(operation, oracle, expected, upstream, inputs, only);
    }
    withoutRecording(operation, expected, inputs);
  }

  /** The operation on results of other operations, whose gradients the tape makes. */
  private static Operation ofResults(Operation operation) {
    return (tape, inputs) -> {
      Tensor[] results = new Tensor[inputs.length];
      for (int i = 0; i < results.length; i++) {
        results[i] = Scale.apply(tape, inputs[i], 1f);
      }
      return operation.apply(tape, results);
    };
  }

  private void run(
      Operation operation,
      Oracle oracle,
      Matrix expected,
      Matrix upstream,
      Matrix[] inputs,
      boolean[] wanted) {
    Tape tape = poisoned();
    Tensor[] tensors = new Tensor[inputs.length];
    float[][] before = new float[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      tensors[i] = parameter(inputs[i], wanted[i]);
      before[i] = wanted[i] ? tensors[i].grad().clone() : null;
    }
    Tensor y = operation.apply(tape, tensors);
    assertClose("value", expected, y.data(), y.offset());
    tape.backward(weighted(tape, y, upstream));
    for (int i = 0; i < inputs.length; i++) {
      assertArrayEquals(
          inputs[i].toFloats(), tensors[i].toArray(), "input " + i + " was overwritten");
      if (wanted[i]) {
        gradient(oracle, upstream, inputs, i, tensors[i], before[i]);
      } else {
        assertNull(tensors[i].grad());
      }
    }
  }

  private void withoutRecording(Operation operation, Matrix expected, Matrix[] inputs) {
    Tape tape = poisoned();
    tape.recording(false);
    Tensor[] tensors = new Tensor[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      tensors[i] = parameter(inputs[i], true);
    }
    Tensor y = operation.apply(tape, tensors);
    assertClose("value without recording", expected, y.data(), y.offset());
    assertFalse(y != tensors[0] && y.requiresGrad());
  }

  /** A tape whose memory holds NaN, so that reading what nobody wrote shows. */
  private Tape poisoned() {
    Arena arena = new Arena();
    Tensor all = arena.allocate(1, 1 << 18);
    Arrays.fill(all.data(), Float.NaN);
    arena.reset();
    return new Tape(arena, backend);
  }

  private Tensor parameter(Matrix value, boolean wanted) {
    Tensor parameter = Tensor.parameter(value.rows(), value.cols());
    float[] data = new float[parameter.size() + 2 * PAD];
    System.arraycopy(value.toFloats(), 0, data, PAD, parameter.size());
    float[] grad = new float[data.length];
    for (int i = 0; i < grad.length; i++) {
      grad[i] = random.nextInt(3) - 1;
    }
    parameter.bind(data, PAD, wanted ? grad : null, PAD);
    return parameter;
  }

  private static Tensor weighted(Tape tape, Tensor y, Matrix upstream) {
    Tensor loss = tape.output(1, 1, y.requiresGrad());
    loss.data()[loss.offset()] = 0f;
    tape.record(
        loss,
        () -> {
          float[] dy = tape.gradOf(y);
          for (int i = 0; i < y.size(); i++) {
            dy[y.gradOffset() + i] += loss.grad()[loss.gradOffset()] * (float) upstream.values()[i];
          }
        });
    return loss;
  }

  private void gradient(
      Oracle oracle, Matrix upstream, Matrix[] inputs, int i, Tensor tensor, float[] before) {
    int size = tensor.size();
    double[] added = new double[size];
    for (int e = 0; e < before.length; e++) {
      if (e >= PAD && e < PAD + size) {
        added[e - PAD] = (double) tensor.grad()[e] - before[e];
      } else {
        assertEquals(before[e], tensor.grad()[e], "gradient written outside its range");
      }
    }
    Matrix actual = new Matrix(tensor.rows(), tensor.cols(), added);
    double scale = Math.max(1, actual.largest());
    for (int c = 0; c < Math.min(size, COORDINATES); c++) {
      int at = size <= COORDINATES ? c : random.nextInt(size);
      Matrix unit =
          Matrix.of(
              actual.rows(), actual.cols(), (r, k) -> r * actual.cols() + k == at ? 1.0 : 0.0);
      double expected = slope(oracle, upstream, inputs, i, unit);
      assertEquals(expected, added[at], tolerance * scale, "input " + i + ", element " + at);
    }
    for (int n = 0; n < DIRECTIONS && size > 0; n++) {
      Matrix direction = random(actual.rows(), actual.cols());
      double expected = slope(oracle, upstream, inputs, i, direction);
      assertEquals(
          expected,
          actual.dot(direction),
          tolerance * scale * Math.sqrt(size),
          "input " + i + ", direction " + n);
    }
  }

  private static double slope(
      Oracle oracle, Matrix upstream, Matrix[] inputs, int i, Matrix direction) {
    Matrix[] moved = inputs.clone();
    moved[i] = inputs[i].plus(STEP, direction);
    double above = oracle.apply(moved).dot(upstream);
    moved[i] = inputs[i].plus(-STEP, direction);
    return (above - oracle.apply(moved).dot(upstream)) / (2 * STEP);
  }

  private void assertClose(String what, Matrix expected, float[] actual, int offset) {
    double scale = Math.max(1, expected.largest());
    for (int i = 0; i < expected.values().length; i++) {
      assertEquals(
          expected.values()[i], actual[offset + i], tolerance * scale, what + ", element " + i);
    }
  }
}
