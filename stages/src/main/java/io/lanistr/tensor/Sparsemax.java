package io.lanistr.tensor;

import java.util.Arrays;

/**
 * Sparsemax of each row, the Euclidean projection onto the probability simplex (Martins and
 * Astudillo, arXiv:1602.02068, algorithm 1): {@code max(z - tau, 0)} with {@code tau = (sum of the
 * support - 1) / k}, {@code k = max{j : 1 + j z_(j) > z_(1) + ... + z_(j)}}.
 *
 * <p>At an exact tie {@code z = tau} outside the support, where the function has no derivative,
 * half of the gradient passes, as in PyTorch's derivative of {@code max(0, z - tau)}.
 */
public final class Sparsemax {
  private Sparsemax() {}

  public static Tensor apply(Tape tape, Tensor x) {
    int n = x.rows();
    int d = x.cols();
    Shapes.require(d > 0, "Sparsemax", "at least one column is needed", x);
    Tensor y = tape.output(n, d, x.requiresGrad());
    // Per row: the greatest element and tau after subtracting it.
    Tensor thresholds = tape.allocate(n, 2);
    float[] t = thresholds.data();
    for (int i = 0; i < n; i++) {
      int xo = x.offset() + i * d;
      int yo = y.offset() + i * d;
      float max = Vectors.max(d, x.data(), xo);
      int candidates = candidates(d, x.data(), xo, max, y.data(), yo);
      Arrays.sort(y.data(), yo, yo + candidates);
      float tau = threshold(candidates, y.data(), yo);
      t[thresholds.offset() + 2 * i] = max;
      t[thresholds.offset() + 2 * i + 1] = tau;
      project(d, x.data(), xo, max, tau, y.data(), yo);
    }
    tape.record(y, () -> backward(tape, x, thresholds, y));
    return y;
  }

  /** Collects {@code z = x - max} above -1: tau is at least -1, so no other is in the support. */
  private static int candidates(int d, float[] x, int xo, float max, float[] z, int zo) {
    int count = 0;
    for (int j = 0; j < d; j++) {
      float value = x[xo + j] - max;
      z[zo + count] = value;
      count += value > -1f ? 1 : 0;
    }
    return count;
  }

  /** tau of the candidates of a row, sorted in increasing order. */
  private static float threshold(int d, float[] z, int zo) {
    double sum = 0;
    float tau = 0;
    for (int j = 1; j <= d; j++) {
      float value = z[zo + d - j];
      sum += value;
      if (!(1f + j * value > (float) sum)) {
        break;
      }
      tau = (float) ((sum - 1.0) / j);
    }
    return tau;
  }

  private static void project(int d, float[] x, int xo, float max, float tau, float[] y, int yo) {
    for (int j = 0; j < d; j++) {
      y[yo + j] = Math.max((x[xo + j] - max) - tau, 0f);
    }
  }

  private static void backward(Tape tape, Tensor x, Tensor thresholds, Tensor y) {
    int d = x.cols();
    float[] dx = tape.gradOf(x);
    float[] dy = y.grad();
    for (int i = 0; i < x.rows(); i++) {
      float max = thresholds.data()[thresholds.offset() + 2 * i];
      float tau = thresholds.data()[thresholds.offset() + 2 * i + 1];
      int xo = x.offset() + i * d;
      int dyo = y.gradOffset() + i * d;
      int dxo = x.gradOffset() + i * d;
      double sum = 0;
      int support = 0;
      for (int j = 0; j < d; j++) {
        float over = (x.data()[xo + j] - max) - tau;
        if (over > 0f) {
          sum += dy[dyo + j];
          support++;
        } else if (over == 0f) {
          sum += 0.5 * dy[dyo + j];
        }
      }
      float mean = (float) (sum / support);
      for (int j = 0; j < d; j++) {
        float over = (x.data()[xo + j] - max) - tau;
        if (over > 0f) {
          dx[dxo + j] += dy[dyo + j] - mean;
        } else if (over == 0f) {
          dx[dxo + j] += 0.5f * dy[dyo + j];
        }
      }
    }
  }
}
