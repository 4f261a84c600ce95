package io.lanistr.tensor.precise;

import io.lanistr.tensor.BatchNormStatistics;
import io.lanistr.tensor.GhostBatchNorm;
import java.util.Arrays;

/** {@link GhostBatchNorm} in doubles; see there. */
public final class PreciseBatchNorm {
  private PreciseBatchNorm() {}

  /**
   * @param x {@code [n, d]}
   * @param gamma {@code [1, d]}
   * @param beta {@code [1, d]}
   * @param running used outside training and for a chunk of one row, else updated
   * @param virtualBatch most rows of a chunk, 0 for all
   * @param momentum weight of a batch in the running statistics
   */
  public static Matrix apply(
      Section section,
      Matrix x,
      Matrix gamma,
      Matrix beta,
      BatchNormStatistics running,
      int virtualBatch,
      float momentum,
      float eps,
      boolean training) {
    int n = x.rows;
    int d = x.cols;
    int chunk = training ? GhostBatchNorm.chunkRows(n, virtualBatch) : Math.max(n, 1);
    Matrix y = section.matrix(n, d);
    double[] hat = section.array(n * d);
    double[] scales = section.array((n / chunk + 1) * d);
    for (int from = 0, c = 0; from < n; from += chunk, c++) {
      int to = Math.min(n, from + chunk);
      double[] mean = section.array(d);
      double[] variance = section.array(d);
      if (training && to - from > 1) {
        moments(x, from, to, mean, variance);
        running.update(to - from, mean, variance, momentum);
      } else {
        for (int j = 0; j < d; j++) {
          mean[j] = running.mean()[j];
          variance[j] = running.variance()[j];
        }
      }
      for (int j = 0; j < d; j++) {
        scales[c * d + j] = 1 / Math.sqrt(variance[j] + eps);
      }
      for (int i = from; i < to; i++) {
        for (int j = 0; j < d; j++) {
          hat[i * d + j] = (x.data[i * d + j] - mean[j]) * scales[c * d + j];
          y.data[i * d + j] = hat[i * d + j] * gamma.data[j] + beta.data[j];
        }
      }
    }
    section.record(
        () -> {
          double[] sum = section.array(d);
          double[] dot = section.array(d);
          for (int from = 0, c = 0; from < n; from += chunk, c++) {
            int to = Math.min(n, from + chunk);
            sums(y, hat, from, to, sum, dot);
            boolean batch = training && to - from > 1;
            for (int i = from; i < to; i++) {
              for (int j = 0; j < d; j++) {
                double centred = y.grad[i * d + j];
                if (batch) {
                  centred -= (sum[j] + hat[i * d + j] * dot[j]) / (to - from);
                }
                x.grad[i * d + j] += gamma.data[j] * scales[c * d + j] * centred;
              }
            }
            for (int j = 0; j < d; j++) {
              gamma.grad[j] += dot[j];
              beta.grad[j] += sum[j];
            }
          }
        });
    return y;
  }

  private static void moments(Matrix x, int from, int to, double[] mean, double[] variance) {
    int d = x.cols;
    int n = to - from;
    Arrays.fill(mean, 0, d, 0);
    Arrays.fill(variance, 0, d, 0);
    for (int i = from; i < to; i++) {
      for (int j = 0; j < d; j++) {
        mean[j] += x.data[i * d + j];
      }
    }
    for (int j = 0; j < d; j++) {
      mean[j] /= n;
    }
    for (int i = from; i < to; i++) {
      for (int j = 0; j < d; j++) {
        double centred = x.data[i * d + j] - mean[j];
        variance[j] += centred * centred;
      }
    }
    for (int j = 0; j < d; j++) {
      variance[j] /= n;
    }
  }

  /** Column sums of the gradient, and of its product with the normalised input. */
  private static void sums(Matrix y, double[] hat, int from, int to, double[] sum, double[] dot) {
    int d = y.cols;
    Arrays.fill(sum, 0, d, 0);
    Arrays.fill(dot, 0, d, 0);
    for (int i = from; i < to; i++) {
      for (int j = 0; j < d; j++) {
        sum[j] += y.grad[i * d + j];
        dot[j] += y.grad[i * d + j] * hat[i * d + j];
      }
    }
  }
}
