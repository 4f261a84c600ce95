package io.lanistr.network.table;

import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * Masked feature modelling: per row the weighted squared errors of the hidden columns, averaged
 * over them; rows that hide nothing count 0. Target and weights are constants.
 */
final class FeatureLoss {
  private FeatureLoss() {}

  /**
   * {@code sum_i [sum_j h_ij (x_ij - t_ij)^2 w_j / sum_j h_ij] / denominator}.
   *
   * @param x reconstruction {@code [n, c]}
   * @param target {@code [n, c]}
   * @param weight {@code [c]}
   * @param hidden hidden elements, row by row
   * @return {@code [1, 1]}
   */
  static Tensor apply(
      Tape tape, Tensor x, Tensor target, float[] weight, boolean[] hidden, long denominator) {
    int n = x.rows();
    int c = x.cols();
    Tensor loss = tape.output(1, 1, x.requiresGrad());
    // weight / (hidden columns of the row) where hidden, else 0; errors are multiplied by it.
    Tensor factor = tape.allocate(n, c);
    double total = 0;
    for (int i = 0; i < n; i++) {
      int count = 0;
      for (int j = i * c; j < (i + 1) * c; j++) {
        count += hidden[j] ? 1 : 0;
      }
      for (int j = 0; j < c; j++) {
        int at = i * c + j;
        float f = hidden[at] ? weight[j] / count : 0f;
        factor.data()[factor.offset() + at] = f;
        double error = x.data()[x.offset() + at] - target.data()[target.offset() + at];
        total += error * error * f;
      }
    }
    loss.data()[loss.offset()] = (float) (total / denominator);
    tape.record(
        loss,
        () -> {
          float[] dx = tape.gradOf(x);
          float a = (float) (2.0 * loss.grad()[loss.gradOffset()] / denominator);
          for (int i = 0; i < n * c; i++) {
            float error = x.data()[x.offset() + i] - target.data()[target.offset() + i];
            dx[x.gradOffset() + i] += a * factor.data()[factor.offset() + i] * error;
          }
        });
    return loss;
  }
}
