package io.lanistr.tensor;

/** Rearranging rows; gradients flow back to the rows they came from. */
public final class Rows {
  private Rows() {}

  /** Row i of the result is row {@code index[i]} of x, for {@code i < n}; rows may repeat. */
  public static Tensor gather(Tape tape, Tensor x, int[] index, int n) {
    Shapes.length("Rows.gather", "index", index.length, n);
    int d = x.cols();
    Tensor y = tape.output(n, d, x.requiresGrad());
    for (int i = 0; i < n; i++) {
      Shapes.index("Rows.gather", i, index[i], x.rows());
      System.arraycopy(x.data(), x.offset() + index[i] * d, y.data(), y.offset() + i * d, d);
    }
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          for (int i = 0; i < n; i++) {
            int to = x.gradOffset() + index[i] * d;
            Vectors.add(d, y.grad(), y.gradOffset() + i * d, dx, to);
          }
        });
    return y;
  }

  /** Row i of the result is row {@code row[i]} of {@code sources[source[i]]}, for {@code i < n}. */
  public static Tensor pack(Tape tape, Tensor[] sources, int[] source, int[] row, int n) {
    Shapes.length("Rows.pack", "source", source.length, n);
    Shapes.length("Rows.pack", "row", row.length, n);
    int d = commonCols("Rows.pack", sources);
    Tensor y = tape.output(n, d, anyRequiresGrad(sources));
    for (int i = 0; i < n; i++) {
      Shapes.index("Rows.pack source", i, source[i], sources.length);
      Tensor x = sources[source[i]];
      Shapes.index("Rows.pack row", i, row[i], x.rows());
      System.arraycopy(x.data(), x.offset() + row[i] * d, y.data(), y.offset() + i * d, d);
    }
    tape.record(
        y,
        () -> {
          for (int i = 0; i < n; i++) {
            Tensor x = sources[source[i]];
            if (x.requiresGrad()) {
              float[] dx = tape.gradOf(x);
              int to = x.gradOffset() + row[i] * d;
              Vectors.add(d, y.grad(), y.gradOffset() + i * d, dx, to);
            }
          }
        });
    return y;
  }

  /** The rows of all parts, one part after another. */
  public static Tensor concat(Tape tape, Tensor... parts) {
    int d = commonCols("Rows.concat", parts);
    int n = 0;
    for (Tensor part : parts) {
      n = Math.addExact(n, part.rows());
    }
    Tensor y = tape.output(n, d, anyRequiresGrad(parts));
    int at = y.offset();
    for (Tensor part : parts) {
      System.arraycopy(part.data(), part.offset(), y.data(), at, part.size());
      at += part.size();
    }
    tape.record(
        y,
        () -> {
          int from = y.gradOffset();
          for (Tensor part : parts) {
            if (part.requiresGrad()) {
              float[] dx = tape.gradOf(part);
              Vectors.add(part.size(), y.grad(), from, dx, part.gradOffset());
            }
            from += part.size();
          }
        });
    return y;
  }

  private static int commonCols(String operation, Tensor[] tensors) {
    Shapes.length(operation, "the list of tensors", tensors.length, 1);
    for (Tensor tensor : tensors) {
      Shapes.require(
          tensor.cols() == tensors[0].cols(), operation, "equal columns are needed", tensors);
    }
    return tensors[0].cols();
  }

  private static boolean anyRequiresGrad(Tensor[] tensors) {
    for (Tensor tensor : tensors) {
      if (tensor.requiresGrad()) {
        return true;
      }
    }
    return false;
  }
}
