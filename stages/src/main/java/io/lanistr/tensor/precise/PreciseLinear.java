package io.lanistr.tensor.precise;

import io.lanistr.tensor.Backend;

/** Linear map without bias, {@code y = x W^T}. */
public final class PreciseLinear {
  private PreciseLinear() {}

  /**
   * @param x {@code [n, in]}
   * @param weight {@code [out, in]}
   * @return {@code [n, out]}
   */
  public static Matrix apply(Section section, Matrix x, Matrix weight) {
    int n = x.rows;
    int in = x.cols;
    int out = weight.rows;
    if (weight.cols != in) {
      throw new IllegalArgumentException(
          "x has " + in + " columns, the weight takes " + weight.cols);
    }
    Matrix y = section.matrix(n, out);
    Backend backend = section.backend();
    backend.gemm(false, true, n, out, in, x.data, weight.data, 0, y.data);
    section.record(
        () -> {
          backend.gemm(false, false, n, in, out, y.grad, weight.data, 1, x.grad);
          backend.gemm(true, false, out, in, n, y.grad, x.data, 1, weight.grad);
        });
    return y;
  }
}
