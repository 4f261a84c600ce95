package io.lanistr.tensor.precise;

import io.lanistr.tensor.Backend;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a pass that is computed in doubles. Float tensors {@link #enter}, matrices {@link
 * #leave} as float tensors; gradients cross the other way. Reused from pass to pass, and then
 * allocates no arrays. Not thread-safe.
 */
public final class Section {
  private final List<double[]> pool = new ArrayList<>();
  private final List<Runnable> steps = new ArrayList<>();
  private final Map<Tensor, Matrix> entered = new IdentityHashMap<>();
  private int used;
  private Tape tape;
  private boolean differentiates;
  private Tensor gate;

  /**
   * Starts the section anew.
   *
   * @param onTape tape of the pass
   * @param trained whether anything that will enter wants a gradient
   */
  public void start(Tape onTape, boolean trained) {
    tape = onTape;
    used = 0;
    steps.clear();
    entered.clear();
    differentiates = trained && onTape.recording();
    // Recorded before whatever leaves, so it runs when all gradients have come in.
    gate = onTape.output(1, 1, differentiates);
    onTape.record(gate, this::backward);
  }

  Backend backend() {
    return tape.backend();
  }

  boolean differentiates() {
    return differentiates;
  }

  /** An array for {@code size} values, which may be of any value. */
  double[] array(int size) {
    if (used == pool.size()) {
      pool.add(new double[size]);
    } else if (pool.get(used).length < size) {
      pool.set(used, new double[size + size / 2]);
    }
    return pool.get(used++);
  }

  /** A matrix of undefined values and, if the section is differentiated, gradient 0. */
  Matrix matrix(int rows, int cols) {
    double[] data = array(rows * cols);
    if (!differentiates) {
      return new Matrix(rows, cols, data, null);
    }
    double[] grad = array(rows * cols);
    Arrays.fill(grad, 0, rows * cols, 0.0);
    return new Matrix(rows, cols, data, grad);
  }

  /** Remembers how to propagate a gradient, if the section is differentiated. */
  void record(Runnable backward) {
    if (differentiates) {
      steps.add(backward);
    }
  }

  /** A float tensor's values; the same tensor gives the same matrix. */
  public Matrix enter(Tensor x) {
    Matrix known = entered.get(x);
    if (known != null) {
      return known;
    }
    Matrix m = matrix(x.rows(), x.cols());
    float[] from = x.data();
    int offset = x.offset();
    for (int i = 0; i < m.size(); i++) {
      m.data[i] = from[offset + i];
    }
    entered.put(x, m);
    return m;
  }

  /** A constant of one value. */
  public Matrix constant(int rows, int cols, double value) {
    Matrix m = matrix(rows, cols);
    Arrays.fill(m.data, 0, m.size(), value);
    return m;
  }

  /** The matrix rounded to floats. */
  public Tensor leave(Matrix m) {
    Tensor y = tape.output(m.rows, m.cols, differentiates);
    for (int i = 0; i < m.size(); i++) {
      y.data()[y.offset() + i] = (float) m.data[i];
    }
    tape.record(
        y,
        () -> {
          tape.gradOf(gate);
          for (int i = 0; i < m.size(); i++) {
            m.grad[i] += y.grad()[y.gradOffset() + i];
          }
        });
    return y;
  }

  private void backward() {
    for (int i = steps.size() - 1; i >= 0; i--) {
      steps.get(i).run();
    }
    entered.forEach(
        (tensor, m) -> {
          if (tensor.requiresGrad()) {
            float[] grad = tape.gradOf(tensor);
            int offset = tensor.gradOffset();
            for (int i = 0; i < m.size(); i++) {
              grad[offset + i] += (float) m.grad[i];
            }
          }
        });
  }
}
