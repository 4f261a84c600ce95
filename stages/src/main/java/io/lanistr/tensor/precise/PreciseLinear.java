package io.lanistr.tensor.precise;

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
    Products.timesTransposed(n, out, in, x.data, weight.data, y.data);
    section.record(
        () -> {
          Products.addTimes(n, in, out, y.grad, weight.data, x.grad);
          Products.addTransposedTimes(out, in, n, y.grad, x.data, weight.grad);
        });
    return y;
  }
}
