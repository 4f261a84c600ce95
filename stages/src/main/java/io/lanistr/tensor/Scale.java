package io.lanistr.tensor;

/** Product with a constant, {@code y = factor x}. */
public final class Scale {
  private Scale() {}

  public static Tensor apply(Tape tape, Tensor x, float factor) {
    Tensor y = tape.output(x.rows(), x.cols(), x.requiresGrad());
    int n = y.size();
    Vectors.scale(n, factor, x.data(), x.offset(), y.data(), y.offset());
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          Vectors.addScaled(n, factor, y.grad(), y.gradOffset(), dx, x.gradOffset());
        });
    return y;
  }
}
