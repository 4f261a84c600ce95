package io.lanistr.tensor;

/**
 * Reconstruction loss of TabNet's self-supervised training (Arik and Pfister, arXiv:1908.07442,
 * section "Tabular self-supervised learning"), in the form LANISTR uses: per row the squared errors
 * of the hidden columns, each divided by the column's variance in the batch, averaged over the
 * row's hidden columns.
 */
public final class ReconstructionLoss {
  private static final double EPS = 1e-9;

  private ReconstructionLoss() {}

  /**
   * {@code sum_i [sum_j h_ij (x_ij - t_ij)^2 w_j / (sum_j h_ij + 1e-9)] / denominator} with {@code
   * w_j = 1 / Var_j}, the unbiased variance of the target's column j. Gradients flow to the target
   * too if it requires them, also through the variance.
   *
   * @param x reconstruction {@code [n, c]}
   * @param target {@code [n, c]}
   * @param hiddenOrNull hidden elements row by row; all if null
   * @param divideConstantsByMean what to do with a column of variance 0: the official code divides
   *     by its mean, even a negative one (true); dividing by 1 is the sound way (false). A mean of
   *     0 counts as 1, a single row as a constant column
   * @return {@code [1, 1]}
   */
  public static Tensor apply(
      Tape tape,
      Tensor x,
      Tensor target,
      boolean[] hiddenOrNull,
      boolean divideConstantsByMean,
      double denominator) {
    Shapes.same("ReconstructionLoss", x, target);
    if (hiddenOrNull != null) {
      Shapes.length("ReconstructionLoss", "hidden", hiddenOrNull.length, x.size());
    }
    int n = x.rows();
    int c = x.cols();
    Tensor loss = tape.output(1, 1, x.requiresGrad() || target.requiresGrad());
    // Per column: mean, variance, weight.
    Tensor columns = tape.allocate(3, c);
    columnWeights(target, divideConstantsByMean, columns);
    double total = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      for (int j = 0; j < c; j++) {
        if (hiddenOrNull == null || hiddenOrNull[i * c + j]) {
          double error = x.get(i, j) - target.get(i, j);
          row += error * error * columns.get(2, j);
        }
      }
      total += row / (hidden(hiddenOrNull, i, c) + EPS);
    }
    loss.data()[loss.offset()] = Losses.divide(total, denominator);
    tape.record(
        loss,
        () ->
            backward(
                tape, x, target, hiddenOrNull, divideConstantsByMean, denominator, columns, loss));
    return loss;
  }

  private static int hidden(boolean[] hiddenOrNull, int row, int c) {
    if (hiddenOrNull == null) {
      return c;
    }
    int count = 0;
    for (int j = row * c; j < (row + 1) * c; j++) {
      count += hiddenOrNull[j] ? 1 : 0;
    }
    return count;
  }

  private static void columnWeights(Tensor target, boolean byMean, Tensor columns) {
    int n = target.rows();
    int c = target.cols();
    for (int j = 0; j < c; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += target.get(i, j);
      }
      double mean = n == 0 ? 0 : sum / n;
      double squares = 0;
      for (int i = 0; i < n; i++) {
        double centred = target.get(i, j) - mean;
        squares += centred * centred;
      }
      float variance = n < 2 ? 0f : (float) (squares / (n - 1));
      float divisor = variance;
      if (variance == 0f) {
        divisor = byMean && (float) mean != 0f ? (float) mean : 1f;
      }
      int at = columns.offset() + j;
      columns.data()[at] = (float) mean;
      columns.data()[at + c] = variance;
      columns.data()[at + 2 * c] = 1f / divisor;
    }
  }

  private static void backward(
      Tape tape,
      Tensor x,
      Tensor target,
      boolean[] hiddenOrNull,
      boolean byMean,
      double denominator,
      Tensor columns,
      Tensor loss) {
    int n = x.rows();
    int c = x.cols();
    float[] dx = x.requiresGrad() ? tape.gradOf(x) : null;
    float[] dt = target.requiresGrad() ? tape.gradOf(target) : null;
    double dLoss = loss.grad()[loss.gradOffset()] * (double) Losses.inverse(denominator);
    long mark = tape.arena().mark();
    Tensor weightGrad = tape.allocate(1, c);
    float[] dw = weightGrad.data();
    int dwo = weightGrad.offset();
    weightGrad.fill(0f);
    for (int i = 0; i < n; i++) {
      double a = dLoss / (hidden(hiddenOrNull, i, c) + EPS);
      for (int j = 0; j < c; j++) {
        if (hiddenOrNull == null || hiddenOrNull[i * c + j]) {
          double error = x.get(i, j) - target.get(i, j);
          float gradient = (float) (2 * a * error * columns.get(2, j));
          if (dx != null) {
            dx[x.gradOffset() + i * c + j] += gradient;
          }
          if (dt != null) {
            dt[target.gradOffset() + i * c + j] -= gradient;
          }
          dw[dwo + j] += (float) (a * error * error);
        }
      }
    }
    for (int j = 0; j < c && dt != null; j++) {
      addThroughWeight(target, j, dw[dwo + j], byMean, columns, dt);
    }
    tape.arena().release(mark);
  }

  /** The column's weight is 1 / variance or, where that is 0, 1 / mean or the constant 1. */
  private static void addThroughWeight(
      Tensor target, int j, float dw, boolean byMean, Tensor columns, float[] dt) {
    int n = target.rows();
    int c = target.cols();
    double mean = columns.get(0, j);
    double weight = columns.get(2, j);
    double dDivisor = -dw * weight * weight;
    int at = target.gradOffset() + j;
    if (columns.get(1, j) != 0f) {
      for (int i = 0; i < n; i++) {
        dt[at + i * c] += (float) (dDivisor * 2 * (target.get(i, j) - mean) / (n - 1));
      }
    } else if (byMean && mean != 0) {
      for (int i = 0; i < n; i++) {
        dt[at + i * c] += (float) (dDivisor / n);
      }
    }
  }
}
