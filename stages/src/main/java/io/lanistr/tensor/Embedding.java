package io.lanistr.tensor;

/** Rows of a table looked up by id. */
public final class Embedding {
  private Embedding() {}

  /**
   * @param table {@code [V, d]}
   * @param ids the first n entries are used
   * @param paddingId row whose gradient stays 0, or -1
   * @return {@code [n, d]}
   */
  public static Tensor apply(Tape tape, Tensor table, int[] ids, int n, int paddingId) {
    Shapes.length("Embedding", "ids", ids.length, n);
    int d = table.cols();
    Tensor y = tape.output(n, d, table.requiresGrad());
    for (int i = 0; i < n; i++) {
      Shapes.index("Embedding", i, ids[i], table.rows());
      System.arraycopy(table.data(), table.offset() + ids[i] * d, y.data(), y.offset() + i * d, d);
    }
    tape.record(
        y,
        () -> {
          float[] dTable = tape.gradOf(table);
          for (int i = 0; i < n; i++) {
            if (ids[i] != paddingId) {
              int to = table.gradOffset() + ids[i] * d;
              Vectors.add(d, y.grad(), y.gradOffset() + i * d, dTable, to);
            }
          }
        });
    return y;
  }
}
