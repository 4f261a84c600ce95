package io.lanistr.tensor;

/** Replaces chosen rows by one learned row, such as a mask token. */
public final class ReplaceRows {
  private ReplaceRows() {}

  /**
   * @param x {@code [n, d]}
   * @param token {@code [1, d]}
   * @param where row i is replaced where {@code where[i]}; the first n entries are used
   */
  public static Tensor apply(Tape tape, Tensor x, Tensor token, boolean[] where, int n) {
    int d = x.cols();
    Shapes.vector("ReplaceRows token", token, d);
    Shapes.require(x.rows() == n, "ReplaceRows", n + " rows are needed", x);
    Shapes.length("ReplaceRows", "where", where.length, n);
    Tensor y = tape.output(n, d, x.requiresGrad() || token.requiresGrad());
    System.arraycopy(x.data(), x.offset(), y.data(), y.offset(), x.size());
    for (int i = 0; i < n; i++) {
      if (where[i]) {
        System.arraycopy(token.data(), token.offset(), y.data(), y.offset() + i * d, d);
      }
    }
    tape.record(
        y,
        () -> {
          float[] dx = x.requiresGrad() ? tape.gradOf(x) : null;
          float[] dToken = token.requiresGrad() ? tape.gradOf(token) : null;
          for (int i = 0; i < n; i++) {
            int from = y.gradOffset() + i * d;
            if (where[i] && dToken != null) {
              Vectors.add(d, y.grad(), from, dToken, token.gradOffset());
            } else if (!where[i] && dx != null) {
              Vectors.add(d, y.grad(), from, dx, x.gradOffset() + i * d);
            }
          }
        });
    return y;
  }
}
