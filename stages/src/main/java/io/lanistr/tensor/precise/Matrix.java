package io.lanistr.tensor.precise;

/**
 * A row-major matrix of doubles with its gradient; valid until its section's next start. The arrays
 * may be longer than needed.
 */
public final class Matrix {
  final int rows;
  final int cols;
  final double[] data;
  final double[] grad;

  Matrix(int rows, int cols, double[] data, double[] gradOrNull) {
    this.rows = rows;
    this.cols = cols;
    this.data = data;
    this.grad = gradOrNull;
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  /** Value at a row and column. */
  public double get(int row, int col) {
    return data[row * cols + col];
  }

  /** Number of elements. */
  public int size() {
    return rows * cols;
  }
}
