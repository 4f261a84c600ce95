package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TapeTest {
  private final Tape tape = new Tape(new Arena(), new PlainBackend());

  private static Tensor parameter(float... values) {
    Tensor parameter = Tensor.parameter(1, values.length);
    parameter.bind(values, 0, new float[values.length], 0);
    return parameter;
  }

  @Test
  void gradientsOfASharedTensorAdd() {
    Tensor x = parameter(3f);
    Tensor twice = Scale.apply(tape, x, 2f);
    Tensor product = Multiply.apply(tape, twice, twice);
    tape.backward(Sum.apply(tape, product, twice));
    // d/dx (4 x^2 + 2 x)
    assertEquals(26f, x.grad()[0]);
  }

  @Test
  void gradientsAccumulateFromStepToStep() {
    Tensor x = parameter(3f);
    for (int step = 1; step <= 3; step++) {
      tape.backward(Scale.apply(tape, x, 2f));
      tape.reset();
      assertEquals(2f * step, x.grad()[0]);
    }
  }

  @Test
  void branchesThatDoNotReachTheLossAreSkipped() {
    Tensor x = parameter(3f);
    Tensor unused = Scale.apply(tape, x, 5f);
    tape.backward(Scale.apply(tape, x, 2f));
    assertEquals(2f, x.grad()[0]);
    assertNull(unused.grad());
  }

  @Test
  void aConstantLossHasNothingToPropagate() {
    Tensor constant = Tensor.of(new float[] {1f}, 0, 1, 1);
    tape.backward(Scale.apply(tape, constant, 2f));
    assertThrows(IllegalArgumentException.class, () -> tape.gradOf(constant));
  }

  @Test
  void onlyScalarsHaveABackwardPass() {
    Tensor x = parameter(3f, 4f);
    Tensor y = Scale.apply(tape, x, 2f);
    assertThrows(IllegalStateException.class, () -> tape.backward(y));
  }

  @Test
  void whileNotRecordingNothingIsRemembered() {
    Tensor x = parameter(3f);
    tape.recording(false);
    Tensor y = Scale.apply(tape, x, 2f);
    assertFalse(y.requiresGrad());
    assertFalse(tape.recording());
    tape.recording(true);
    tape.backward(y);
    assertEquals(0f, x.grad()[0]);
  }

  @Test
  void viewsShareDataAndGradient() {
    Tensor table = Tensor.parameter(3, 2);
    Tensor view = table.rowsView(1, 2);
    Tensor inner = view.rowsView(1, 1);
    float[] grad = new float[7];
    table.bind(new float[] {0, 1, 2, 3, 4, 5, 6}, 1, grad, 1);
    assertArrayEquals(new float[] {3, 4, 5, 6}, view.toArray());
    assertArrayEquals(new float[] {5, 6}, inner.toArray());
    Tensor one = Tensor.of(new float[] {1f, 10f}, 0, 1, 2);
    tape.backward(Linear.apply(tape, one, inner, null));
    assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1, 10}, grad);
    table.bind(new float[] {7, 7, 7, 7, 8, 9}, 0, null, 0);
    assertArrayEquals(new float[] {8, 9}, inner.toArray());
    assertFalse(inner.requiresGrad());
    assertThrows(IllegalStateException.class, () -> view.bind(new float[4], 0, null, 0));
    assertThrows(IllegalArgumentException.class, () -> table.rowsView(2, 2));
  }

  @Test
  void viewsOfIntermediateResultsPassGradientsOn() {
    Tensor x = parameter(1f, 2f, 3f);
    Tensor y = Rows.concat(tape, Scale.apply(tape, x, 2f), Scale.apply(tape, x, 3f));
    Tensor second = y.rowsView(1, 1);
    Tensor one = Tensor.of(new float[] {1f, 1f, 1f}, 0, 1, 3);
    tape.backward(Linear.apply(tape, one, second, null));
    assertArrayEquals(new float[] {3, 3, 3}, x.grad());
  }

  @Test
  void arraysThatAreTooShortAreRefused() {
    Class<IllegalArgumentException> refused = IllegalArgumentException.class;
    Tensor x = Tensor.parameter(2, 2);
    assertThrows(refused, () -> x.bind(new float[4], 1, null, 0));
    assertThrows(refused, () -> x.bind(new float[4], 0, new float[3], 0));
    assertThrows(refused, () -> Tensor.of(new float[4], 0, 1, 5));
    assertThrows(refused, () -> Tensor.of(new float[4], -1, 1, 1));
    assertThrows(refused, () -> Tensor.parameter(-1, 1));
  }
}
