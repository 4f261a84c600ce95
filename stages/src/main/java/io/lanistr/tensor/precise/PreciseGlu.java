package io.lanistr.tensor.precise;

/** Gated linear unit {@code y = x[:, :d] sigmoid(x[:, d:])} for x {@code [n, 2d]}. */
public final class PreciseGlu {
  private PreciseGlu() {}

  /** Returns {@code [n, d]}. */
  public static Matrix apply(Section section, Matrix x) {
    int n = x.rows;
    int d = x.cols / 2;
    Matrix y = section.matrix(n, d);
    double[] gate = section.array(n * d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        gate[i * d + j] = -x.data[i * 2 * d + d + j];
      }
    }
    section.backend().exp(n * d, gate);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        gate[i * d + j] = 1 / (1 + gate[i * d + j]);
        y.data[i * d + j] = x.data[i * 2 * d + j] * gate[i * d + j];
      }
    }
    section.record(
        () -> {
          for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
              double g = gate[i * d + j];
              double dy = y.grad[i * d + j];
              x.grad[i * 2 * d + j] += dy * g;
              x.grad[i * 2 * d + d + j] += dy * y.data[i * d + j] * (1 - g);
            }
          }
        });
    return y;
  }
}
