package io.lanistr.tensor;

/** Replaces each categorical column of a table, in place, by the embedding vector of its index. */
public final class ColumnEmbedding {
  private ColumnEmbedding() {}

  /**
   * @param features {@code [n, cols]}, constant; a categorical column holds the index as a number
   * @param catColumns the categorical columns in increasing order
   * @param tables the table {@code [cardinality, dim]} of each categorical column
   * @return {@code [n, cols - catColumns.length + sum of dims]}
   */
  public static Tensor apply(Tape tape, Tensor features, int[] catColumns, Tensor[] tables) {
    Shapes.length("ColumnEmbedding", "tables", tables.length, catColumns.length);
    int cols = features.cols();
    Tensor[] tableOf = new Tensor[cols];
    boolean requiresGrad = false;
    int width = cols;
    for (int c = 0; c < catColumns.length; c++) {
      Shapes.index("ColumnEmbedding column", c, catColumns[c], cols);
      tableOf[catColumns[c]] = tables[c];
      width += tables[c].cols() - 1;
      requiresGrad |= tables[c].requiresGrad();
    }
    Tensor y = tape.output(features.rows(), width, requiresGrad);
    forward(features, tableOf, y);
    tape.record(y, () -> backward(tape, features, tableOf, y));
    return y;
  }

  private static void forward(Tensor features, Tensor[] tableOf, Tensor y) {
    int cols = features.cols();
    int to = y.offset();
    for (int i = 0; i < features.rows(); i++) {
      int from = features.offset() + i * cols;
      for (int c = 0; c < cols; c++) {
        float value = features.data()[from + c];
        Tensor table = tableOf[c];
        if (table == null) {
          y.data()[to++] = value;
        } else {
          int index = (int) value;
          if (index != value || index < 0 || index >= table.rows()) {
            throw new IllegalArgumentException(
                "ColumnEmbedding: row "
                    + i
                    + ", column "
                    + c
                    + " holds "
                    + value
                    + ", not an index in [0, "
                    + table.rows()
                    + ")");
          }
          int d = table.cols();
          System.arraycopy(table.data(), table.offset() + index * d, y.data(), to, d);
          to += d;
        }
      }
    }
  }

  private static void backward(Tape tape, Tensor features, Tensor[] tableOf, Tensor y) {
    int cols = features.cols();
    int column = 0;
    for (int c = 0; c < cols; c++) {
      Tensor table = tableOf[c];
      int d = table == null ? 1 : table.cols();
      if (table != null && table.requiresGrad()) {
        float[] dTable = tape.gradOf(table);
        for (int i = 0; i < y.rows(); i++) {
          int index = (int) features.data()[features.offset() + i * cols + c];
          int from = y.gradOffset() + i * y.cols() + column;
          Vectors.add(d, y.grad(), from, dTable, table.gradOffset() + index * d);
        }
      }
      column += d;
    }
  }
}
