package io.lanistr.tensor;

/** Elementwise product {@code y = a * b} of equal shapes. */
public final class Multiply {
  private Multiply() {}

  public static Tensor apply(Tape tape, Tensor a, Tensor b) {
    Shapes.same("Multiply", a, b);
    Tensor y = tape.output(a.rows(), a.cols(), a.requiresGrad() || b.requiresGrad());
    Vectors.product(y.size(), a.data(), a.offset(), b.data(), b.offset(), y.data(), y.offset());
    tape.record(
        y,
        () -> {
          backward(tape, a, b, y);
          backward(tape, b, a, y);
        });
    return y;
  }

  private static void backward(Tape tape, Tensor x, Tensor other, Tensor y) {
    if (x.requiresGrad()) {
      float[] dx = tape.gradOf(x);
      Vectors.addProduct(
          y.size(), y.grad(), y.gradOffset(), other.data(), other.offset(), dx, x.gradOffset());
    }
  }
}
