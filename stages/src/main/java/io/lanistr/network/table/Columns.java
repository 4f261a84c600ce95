package io.lanistr.network.table;

import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/** Some adjacent columns of a matrix. */
final class Columns {
  private Columns() {}

  /** Columns {@code [from, from + count)} of x, {@code [n, count]}. */
  static Tensor slice(Tape tape, Tensor x, int from, int count) {
    int n = x.rows();
    int d = x.cols();
    Tensor y = tape.output(n, count, x.requiresGrad());
    for (int i = 0; i < n; i++) {
      System.arraycopy(
          x.data(), x.offset() + i * d + from, y.data(), y.offset() + i * count, count);
    }
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          float[] dy = y.grad();
          for (int i = 0; i < n; i++) {
            int to = x.gradOffset() + i * d + from;
            int at = y.gradOffset() + i * count;
            for (int j = 0; j < count; j++) {
              dx[to + j] += dy[at + j];
            }
          }
        });
    return y;
  }
}
