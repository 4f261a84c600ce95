package io.lanistr.tensor.precise;

/** Operations element by element, on matrices of equal shape. */
public final class Elementwise {
  private Elementwise() {}

  /** {@code (a + b) factor}. */
  public static Matrix addScaled(Section section, Matrix a, Matrix b, double factor) {
    Matrix y = section.matrix(a.rows, a.cols);
    for (int i = 0; i < y.size(); i++) {
      y.data[i] = (a.data[i] + b.data[i]) * factor;
    }
    section.record(
        () -> {
          for (int i = 0; i < y.size(); i++) {
            a.grad[i] += y.grad[i] * factor;
            b.grad[i] += y.grad[i] * factor;
          }
        });
    return y;
  }

  /** {@code a + b}. */
  public static Matrix add(Section section, Matrix a, Matrix b) {
    return addScaled(section, a, b, 1);
  }

  /** {@code a b}. */
  public static Matrix multiply(Section section, Matrix a, Matrix b) {
    Matrix y = section.matrix(a.rows, a.cols);
    for (int i = 0; i < y.size(); i++) {
      y.data[i] = a.data[i] * b.data[i];
    }
    section.record(
        () -> {
          for (int i = 0; i < y.size(); i++) {
            a.grad[i] += y.grad[i] * b.data[i];
            b.grad[i] += y.grad[i] * a.data[i];
          }
        });
    return y;
  }

  /** {@code a (c - b)}. */
  public static Matrix multiplyRest(Section section, Matrix a, double c, Matrix b) {
    Matrix y = section.matrix(a.rows, a.cols);
    for (int i = 0; i < y.size(); i++) {
      y.data[i] = a.data[i] * (c - b.data[i]);
    }
    section.record(
        () -> {
          for (int i = 0; i < y.size(); i++) {
            a.grad[i] += y.grad[i] * (c - b.data[i]);
            b.grad[i] -= y.grad[i] * a.data[i];
          }
        });
    return y;
  }

  /** Columns {@code [from, from + count)}, negative ones set to 0 if {@code relu}. */
  public static Matrix columns(Section section, Matrix x, int from, int count, boolean relu) {
    int d = x.cols;
    Matrix y = section.matrix(x.rows, count);
    for (int i = 0; i < x.rows; i++) {
      for (int j = 0; j < count; j++) {
        double value = x.data[i * d + from + j];
        y.data[i * count + j] = relu ? Math.max(value, 0) : value;
      }
    }
    section.record(
        () -> {
          for (int i = 0; i < x.rows; i++) {
            for (int j = 0; j < count; j++) {
              if (!relu || y.data[i * count + j] > 0) {
                x.grad[i * d + from + j] += y.grad[i * count + j];
              }
            }
          }
        });
    return y;
  }

  /** {@code sum x log(x + eps) factor}, a matrix of one element. */
  public static Matrix negativeEntropy(Section section, Matrix x, double eps, double factor) {
    Matrix y = section.matrix(1, 1);
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      sum += x.data[i] * Math.log(x.data[i] + eps);
    }
    y.data[0] = sum * factor;
    section.record(
        () -> {
          for (int i = 0; i < x.size(); i++) {
            double derivative = Math.log(x.data[i] + eps) + x.data[i] / (x.data[i] + eps);
            x.grad[i] += y.grad[0] * factor * derivative;
          }
        });
    return y;
  }
}
