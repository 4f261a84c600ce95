package io.lanistr.tensor;

/** Division by the Euclidean norm, {@code v / max(|v|, 1e-12)}, as torch's {@code F.normalize}. */
public final class L2Normalize {
  private static final float EPS = 1e-12f;

  private L2Normalize() {}

  /** Normalises each row of x {@code [n, d]}. */
  public static Tensor rows(Tape tape, Tensor x) {
    int n = x.rows();
    int d = x.cols();
    Tensor y = tape.output(n, d, x.requiresGrad());
    Tensor norms = tape.allocate(1, n);
    for (int i = 0; i < n; i++) {
      int xo = x.offset() + i * d;
      float norm = (float) Math.sqrt(Vectors.dot(d, x.data(), xo, x.data(), xo));
      norms.data()[norms.offset() + i] = norm;
      divide(d, Math.max(norm, EPS), x.data(), xo, y.data(), y.offset() + i * d);
    }
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          for (int i = 0; i < n; i++) {
            addRow(
                d,
                norms.data()[norms.offset() + i],
                y.data(),
                y.offset() + i * d,
                y.grad(),
                y.gradOffset() + i * d,
                dx,
                x.gradOffset() + i * d);
          }
        });
    return y;
  }

  private static void divide(int n, float by, float[] x, int xo, float[] y, int yo) {
    for (int j = 0; j < n; j++) {
      y[yo + j] = x[xo + j] / by;
    }
  }

  /** {@code dx += (dy - y (y . dy)) / norm}; below the threshold the divisor is a constant. */
  private static void addRow(
      int n, float norm, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo) {
    float along = norm < EPS ? 0f : Vectors.dot(n, y, yo, dy, dyo);
    float by = Math.max(norm, EPS);
    for (int j = 0; j < n; j++) {
      dx[dxo + j] += (dy[dyo + j] - y[yo + j] * along) / by;
    }
  }

  /**
   * Normalises each column over the rows of each segment, as the official code does for images and
   * time series.
   *
   * @param starts segment i holds rows {@code [starts[i], starts[i + 1])}
   */
  public static Tensor segments(Tape tape, Tensor x, int[] starts, int segments) {
    Shapes.segments("L2Normalize", starts, segments, x.rows());
    int d = x.cols();
    Tensor y = tape.output(x.rows(), d, x.requiresGrad());
    Tensor norms = tape.allocate(segments, d);
    float[] norm = norms.data();
    norms.fill(0f);
    for (int s = 0; s < segments; s++) {
      int no = norms.offset() + s * d;
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        int xo = x.offset() + i * d;
        Vectors.addProduct(d, x.data(), xo, x.data(), xo, norm, no);
      }
      for (int j = no; j < no + d; j++) {
        norm[j] = (float) Math.sqrt(norm[j]);
      }
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        divideColumns(d, x.data(), x.offset() + i * d, norm, no, y.data(), y.offset() + i * d);
      }
    }
    tape.record(y, () -> segmentsBackward(tape, x, starts, segments, norms, y));
    return y;
  }

  private static void divideColumns(
      int n, float[] x, int xo, float[] norm, int no, float[] y, int yo) {
    for (int j = 0; j < n; j++) {
      y[yo + j] = x[xo + j] / Math.max(norm[no + j], EPS);
    }
  }

  private static void segmentsBackward(
      Tape tape, Tensor x, int[] starts, int segments, Tensor norms, Tensor y) {
    int d = x.cols();
    float[] dx = tape.gradOf(x);
    long mark = tape.arena().mark();
    Tensor scratch = tape.allocate(1, d);
    float[] along = scratch.data();
    int ao = scratch.offset();
    for (int s = 0; s < segments; s++) {
      int no = norms.offset() + s * d;
      scratch.fill(0f);
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        Vectors.addProduct(
            d, y.data(), y.offset() + i * d, y.grad(), y.gradOffset() + i * d, along, ao);
      }
      for (int j = 0; j < d; j++) {
        along[ao + j] = norms.data()[no + j] < EPS ? 0f : along[ao + j];
      }
      for (int i = starts[s]; i < starts[s + 1]; i++) {
        addColumns(
            d,
            norms.data(),
            no,
            along,
            ao,
            y.data(),
            y.offset() + i * d,
            y.grad(),
            y.gradOffset() + i * d,
            dx,
            x.gradOffset() + i * d);
      }
    }
    tape.arena().release(mark);
  }

  private static void addColumns(
      int n,
      float[] norm,
      int no,
      float[] along,
      int ao,
      float[] y,
      int yo,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo) {
    for (int j = 0; j < n; j++) {
      dx[dxo + j] += (dy[dyo + j] - y[yo + j] * along[ao + j]) / Math.max(norm[no + j], EPS);
    }
  }
}
