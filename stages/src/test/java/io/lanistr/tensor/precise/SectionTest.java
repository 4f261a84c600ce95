package io.lanistr.tensor.precise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.lanistr.tensor.Arena;
import io.lanistr.tensor.Sum;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import org.junit.jupiter.api.Test;

class SectionTest {
  private final Tape tape = new Tape(new Arena());
  private final Section section = new Section();

  private static Tensor scalar(float value) {
    Tensor x = Tensor.parameter(1, 1);
    x.bind(new float[] {value}, 0, new float[1], 0);
    return x;
  }

  @Test
  void whatEntersTwiceIsOneMatrixAndGetsBothGradients() {
    Tensor x = scalar(3f);
    section.start(tape, true);
    Matrix m = section.enter(x);
    assertSame(m, section.enter(x));
    tape.backward(section.leave(Elementwise.multiply(section, m, section.enter(x))));
    assertArrayEquals(new float[] {6f}, x.grad());
    section.start(tape, true);
    assertNotSame(m, section.enter(x));
  }

  @Test
  void gradientsOfAllThatLeavesComeTogether() {
    Tensor x = scalar(2f);
    section.start(tape, true);
    Matrix square = Elementwise.multiply(section, section.enter(x), section.enter(x));
    Tensor early = section.leave(square);
    Tensor late = section.leave(Elementwise.multiply(section, square, square));
    Tensor unused = section.leave(square);
    tape.backward(Sum.apply(tape, early, late));
    assertEquals(4f, unused.scalar());
    // d(x² + x⁴)/dx = 2x + 4x³
    assertArrayEquals(new float[] {36f}, x.grad());
  }

  @Test
  void nothingIsDifferentiatedWhereNothingIsTrainedOrRecorded() {
    section.start(tape, false);
    assertFalse(section.leave(section.enter(scalar(1f))).requiresGrad());
    tape.recording(false);
    section.start(tape, true);
    assertFalse(section.leave(section.enter(scalar(1f))).requiresGrad());
  }
}
