package io.lanistr.tensor;

/** Checks of operation arguments. */
final class Shapes {
  private Shapes() {}

  static void require(boolean ok, String operation, String rule, Tensor... tensors) {
    if (!ok) {
      throw mismatch(operation, rule, tensors);
    }
  }

  static void same(String operation, Tensor a, Tensor b) {
    if (a.rows() != b.rows() || a.cols() != b.cols()) {
      throw mismatch(operation, "shapes must be equal", a, b);
    }
  }

  static void vector(String operation, Tensor vector, int cols) {
    if (vector.rows() != 1 || vector.cols() != cols) {
      throw mismatch(operation, "a vector [1, " + cols + "] is needed", vector);
    }
  }

  static void segments(String operation, int[] starts, int segments, int rows) {
    if (starts.length <= segments || starts[0] != 0 || starts[segments] != rows) {
      throw new IllegalArgumentException(
          operation
              + ": starts must have segments + 1 = "
              + (segments + 1)
              + " entries from 0 to the number of rows "
              + rows);
    }
    for (int i = 0; i < segments; i++) {
      if (starts[i] > starts[i + 1]) {
        throw new IllegalArgumentException(
            operation
                + ": starts decrease at segment "
                + i
                + ": "
                + starts[i]
                + ", "
                + starts[i + 1]);
      }
    }
  }

  static void index(String operation, int position, int index, int bound) {
    if (index < 0 || index >= bound) {
      throw new IllegalArgumentException(
          operation
              + ": index "
              + index
              + " at position "
              + position
              + " is not in [0, "
              + bound
              + ")");
    }
  }

  static void length(String operation, String what, int length, int needed) {
    if (length < needed) {
      throw new IllegalArgumentException(
          operation + ": " + what + " has " + length + " entries, " + needed + " are needed");
    }
  }

  private static IllegalArgumentException mismatch(String operation, String rule, Tensor... of) {
    StringBuilder text = new StringBuilder(operation).append(": ").append(rule).append(", got");
    for (Tensor tensor : of) {
      text.append(' ').append(tensor.shape());
    }
    return new IllegalArgumentException(text.toString());
  }
}
