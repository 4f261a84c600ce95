package io.lanistr.tensor;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A matrix of doubles in which the oracles of the tests compute. */
record Matrix(int rows, int cols, double[] values) {

  interface Cell {
    double at(int row, int col);
  }

  static Matrix of(int rows, int cols, Cell cell) {
    double[] values = new double[rows * cols];
    for (int i = 0; i < values.length; i++) {
      values[i] = cell.at(i / cols, i % cols);
    }
    return new Matrix(rows, cols, values);
  }

  /** Normal values that floats represent exactly. */
  static Matrix random(Random random, int rows, int cols) {
    return of(rows, cols, (i, j) -> (float) random.nextGaussian());
  }

  static Matrix scalar(double value) {
    return new Matrix(1, 1, new double[] {value});
  }

  double get(int row, int col) {
    return values[row * cols + col];
  }

  Matrix map(DoubleUnaryOperator function) {
    return of(rows, cols, (i, j) -> function.applyAsDouble(get(i, j)));
  }

  Matrix plus(double step, Matrix direction) {
    return of(rows, cols, (i, j) -> get(i, j) + step * direction.get(i, j));
  }

  double dot(Matrix other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other.values[i];
    }
    return sum;
  }

  double largest() {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  float[] toFloats() {
    float[] copy = new float[values.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) values[i];
    }
    return copy;
  }
}
