package io.lanistr.tensor;

import java.util.Arrays;

/**
 * A row-major float matrix {@code [rows, cols]} that views a range of an array, with an optional
 * gradient of the same shape in another array.
 *
 * <p>Higher dimensions are flattened into rows: {@code [batch, seq, dim]} is {@code [batch * seq,
 * dim]}. A vector of n parameters is {@code [1, n]}, a scalar {@code [1, 1]}. Rows are adjacent
 * (leading dimension = cols).
 *
 * <p>The arrays of a parameter may be replaced between steps with {@link #bind}; views made by
 * {@link #rowsView} follow. Tensors made by a {@link Tape} are valid until its next reset.
 */
public final class Tensor {
  private final int rows;
  private final int cols;
  private final Tensor base;
  private final int shift;
  private float[] data;
  private int offset;
  private float[] grad;
  private int gradOffset;
  private boolean requiresGrad;

  private Tensor(
      Tensor base, int shift, float[] data, int offset, int rows, int cols, boolean requiresGrad) {
    if (rows < 0 || cols < 0) {
      throw new IllegalArgumentException("negative shape [" + rows + ", " + cols + "]");
    }
    int size = Math.multiplyExact(rows, cols);
    if (data != null && (offset < 0 || offset > data.length - size)) {
      throw new IllegalArgumentException(
          "shape [" + rows + ", " + cols + "] at offset " + offset + " exceeds " + data.length);
    }
    this.base = base;
    this.shift = shift;
    this.data = data;
    this.offset = offset;
    this.rows = rows;
    this.cols = cols;
    this.requiresGrad = requiresGrad;
  }

  /** A constant that views {@code data} from {@code offset}. */
  public static Tensor of(float[] data, int offset, int rows, int cols) {
    return new Tensor(null, 0, data, offset, rows, cols, false);
  }

  /** A parameter without arrays yet; {@link #bind} gives it some. */
  public static Tensor parameter(int rows, int cols) {
    return new Tensor(null, 0, null, 0, rows, cols, false);
  }

  static Tensor output(float[] data, int offset, int rows, int cols, boolean requiresGrad) {
    return new Tensor(null, 0, data, offset, rows, cols, requiresGrad);
  }

  /**
   * Points this parameter at new arrays.
   *
   * @param newGrad where gradients are added, or null if the parameter is frozen
   */
  public void bind(float[] newData, int newOffset, float[] newGrad, int newGradOffset) {
    if (base != null) {
      throw new IllegalStateException("bind the tensor that this view belongs to");
    }
    requireRange("data", newData, newOffset);
    if (newGrad != null) {
      requireRange("gradient", newGrad, newGradOffset);
    }
    data = newData;
    offset = newOffset;
    grad = newGrad;
    gradOffset = newGradOffset;
    requiresGrad = newGrad != null;
  }

  private void requireRange(String what, float[] array, int from) {
    if (from < 0 || from > array.length - size()) {
      throw new IllegalArgumentException(
          what + " of shape " + shape() + " at offset " + from + " exceeds " + array.length);
    }
  }

  /** Rows {@code [from, from + count)}, sharing data and gradient with this tensor. */
  public Tensor rowsView(int from, int count) {
    if (from < 0 || count < 0 || from > rows - count) {
      throw new IllegalArgumentException(
          "rows " + from + " to " + ((long) from + count) + " of a tensor of shape " + shape());
    }
    Tensor root = base == null ? this : base;
    return new Tensor(root, shift + from * cols, null, 0, count, cols, false);
  }

  Tensor root() {
    return base == null ? this : base;
  }

  void grad(float[] array, int from) {
    grad = array;
    gradOffset = from;
  }

  public int rows() {
    return rows;
  }

  public int cols() {
    return cols;
  }

  /** Number of elements. */
  public int size() {
    return rows * cols;
  }

  /** The array that holds the values, from {@link #offset}; don't keep it across steps. */
  public float[] data() {
    return root().data;
  }

  public int offset() {
    return root().offset + shift;
  }

  /** The array that holds the gradient, from {@link #gradOffset}, or null if there is none yet. */
  public float[] grad() {
    return root().grad;
  }

  public int gradOffset() {
    return root().gradOffset + shift;
  }

  /** Whether a gradient is wanted; operations skip the work for inputs that want none. */
  public boolean requiresGrad() {
    return root().requiresGrad;
  }

  /** Value at a row and column. */
  public float get(int row, int col) {
    return data()[offset() + row * cols + col];
  }

  /** Value of a scalar {@code [1, 1]}. */
  public float scalar() {
    if (rows != 1 || cols != 1) {
      throw new IllegalStateException("shape " + shape() + " is not a scalar");
    }
    return data()[offset()];
  }

  /** A copy of the values, row by row. */
  public float[] toArray() {
    float[] copy = new float[size()];
    System.arraycopy(data(), offset(), copy, 0, copy.length);
    return copy;
  }

  void fill(float value) {
    Arrays.fill(data(), offset(), offset() + size(), value);
  }

  String shape() {
    return "[" + rows + ", " + cols + "]";
  }

  @Override
  public String toString() {
    return "Tensor" + shape() + (requiresGrad() ? " with gradient" : "");
  }
}
