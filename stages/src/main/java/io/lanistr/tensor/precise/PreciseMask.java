package io.lanistr.tensor.precise;

import java.util.Arrays;

/** Maps each row of scores onto the probability simplex; see the operations in floats. */
public final class PreciseMask {
  private PreciseMask() {}

  /** Sparsemax, with half of the gradient passing at an exact tie with the threshold. */
  public static Matrix sparsemax(Section section, Matrix x) {
    int n = x.rows;
    int d = x.cols;
    Matrix y = section.matrix(n, d);
    double[] over = section.array(n * d);
    double[] sorted = section.array(d);
    for (int i = 0; i < n; i++) {
      System.arraycopy(x.data, i * d, sorted, 0, d);
      Arrays.sort(sorted, 0, d);
      double tau = threshold(d, sorted);
      for (int j = 0; j < d; j++) {
        over[i * d + j] = x.data[i * d + j] - sorted[d - 1] - tau;
        y.data[i * d + j] = Math.max(over[i * d + j], 0);
      }
    }
    section.record(
        () -> {
          for (int i = 0; i < n; i++) {
            double sum = 0;
            int support = 0;
            for (int j = 0; j < d; j++) {
              double share = share(over[i * d + j]);
              sum += share * y.grad[i * d + j];
              support += share == 1 ? 1 : 0;
            }
            for (int j = 0; j < d; j++) {
              double share = share(over[i * d + j]);
              double mean = share == 1 ? sum / support : 0;
              x.grad[i * d + j] += share * y.grad[i * d + j] - mean;
            }
          }
        });
    return y;
  }

  private static double share(double over) {
    return over > 0 ? 1 : over == 0 ? 0.5 : 0;
  }

  /** tau of a row sorted in increasing order, relative to its greatest element. */
  private static double threshold(int d, double[] sorted) {
    double max = sorted[d - 1];
    double sum = 0;
    double tau = 0;
    for (int j = 1; j <= d; j++) {
      double value = sorted[d - j] - max;
      sum += value;
      if (1 + j * value <= sum) {
        break;
      }
      tau = (sum - 1) / j;
    }
    return tau;
  }

  public static Matrix softmax(Section section, Matrix x) {
    int n = x.rows;
    int d = x.cols;
    Matrix y = section.matrix(n, d);
    for (int i = 0; i < n; i++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < d; j++) {
        max = Math.max(max, x.data[i * d + j]);
      }
      double sum = 0;
      for (int j = 0; j < d; j++) {
        y.data[i * d + j] = Math.exp(x.data[i * d + j] - max);
        sum += y.data[i * d + j];
      }
      for (int j = 0; j < d; j++) {
        y.data[i * d + j] /= sum;
      }
    }
    section.record(
        () -> {
          for (int i = 0; i < n; i++) {
            double mean = 0;
            for (int j = 0; j < d; j++) {
              mean += y.data[i * d + j] * y.grad[i * d + j];
            }
            for (int j = 0; j < d; j++) {
              x.grad[i * d + j] += y.data[i * d + j] * (y.grad[i * d + j] - mean);
            }
          }
        });
    return y;
  }
}
