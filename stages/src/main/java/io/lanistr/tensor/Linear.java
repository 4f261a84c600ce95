package io.lanistr.tensor;

/** Affine map {@code y = x W^T + b}. */
public final class Linear {
  private Linear() {}

  /**
   * @param x {@code [n, in]}
   * @param weight {@code [out, in]}
   * @param biasOrNull {@code [1, out]}
   * @return {@code [n, out]}
   */
  public static Tensor apply(Tape tape, Tensor x, Tensor weight, Tensor biasOrNull) {
    Shapes.require(
        x.cols() == weight.cols(), "Linear", "x and weight need equal columns", x, weight);
    int n = x.rows();
    int in = x.cols();
    int out = weight.rows();
    boolean biasGrad = biasOrNull != null && biasOrNull.requiresGrad();
    Tensor y = tape.output(n, out, x.requiresGrad() || weight.requiresGrad() || biasGrad);
    if (biasOrNull != null) {
      Shapes.vector("Linear bias", biasOrNull, out);
      for (int i = 0; i < n; i++) {
        System.arraycopy(
            biasOrNull.data(), biasOrNull.offset(), y.data(), y.offset() + i * out, out);
      }
    }
    float beta = biasOrNull == null ? 0f : 1f;
    tape.backend()
        .gemm(
            false,
            true,
            n,
            out,
            in,
            1f,
            x.data(),
            x.offset(),
            in,
            weight.data(),
            weight.offset(),
            in,
            beta,
            y.data(),
            y.offset(),
            out);
    tape.record(y, () -> backward(tape, x, weight, biasGrad ? biasOrNull : null, y));
    return y;
  }

  private static void backward(Tape tape, Tensor x, Tensor weight, Tensor biasOrNull, Tensor y) {
    int n = x.rows();
    int in = x.cols();
    int out = weight.rows();
    float[] dy = y.grad();
    int dyo = y.gradOffset();
    Backend backend = tape.backend();
    if (x.requiresGrad()) {
      float keep = tape.startGrad(x) ? 0f : 1f;
      backend.gemm(
          false,
          false,
          n,
          in,
          out,
          1f,
          dy,
          dyo,
          out,
          weight.data(),
          weight.offset(),
          in,
          keep,
          x.grad(),
          x.gradOffset(),
          in);
    }
    if (weight.requiresGrad()) {
      float[] dw = tape.gradOf(weight);
      backend.gemm(
          true,
          false,
          out,
          in,
          n,
          1f,
          dy,
          dyo,
          out,
          x.data(),
          x.offset(),
          in,
          1f,
          dw,
          weight.gradOffset(),
          in);
    }
    if (biasOrNull != null) {
      float[] db = tape.gradOf(biasOrNull);
      Vectors.addColumnSums(tape.backend(), n, out, dy, dyo, db, biasOrNull.gradOffset());
    }
  }
}
