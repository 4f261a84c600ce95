package io.lanistr.tensor;

/** Elementwise sum {@code y = a + b} of equal shapes. */
public final class Add {
  private Add() {}

  public static Tensor apply(Tape tape, Tensor a, Tensor b) {
    Shapes.same("Add", a, b);
    Tensor y = tape.output(a.rows(), a.cols(), a.requiresGrad() || b.requiresGrad());
    add(y.size(), a.data(), a.offset(), b.data(), b.offset(), y.data(), y.offset());
    tape.record(
        y,
        () -> {
          backward(tape, a, y);
          backward(tape, b, y);
        });
    return y;
  }

  private static void add(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] + b[bo + i];
    }
  }

  private static void backward(Tape tape, Tensor x, Tensor y) {
    if (x.requiresGrad()) {
      if (tape.startGrad(x)) {
        System.arraycopy(y.grad(), y.gradOffset(), x.grad(), x.gradOffset(), y.size());
      } else {
        Vectors.add(y.size(), y.grad(), y.gradOffset(), x.grad(), x.gradOffset());
      }
    }
  }
}
