package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorLossesTest {
  private static final boolean[] MASK = {true, false, true, true, false, true, false, false};

  private static boolean chosen(int i) {
    return MASK[i % MASK.length];
  }

  private static boolean[] mask(int n) {
    boolean[] mask = new boolean[n + 1];
    for (int i = 0; i < n; i++) {
      mask[i] = chosen(i);
    }
    return mask;
  }

  private static double cosines(Matrix p, Matrix z, float[] weight) {
    double total = 0;
    for (int i = 0; i < p.rows(); i++) {
      double pz = 0;
      double pp = 0;
      double zz = 0;
      for (int j = 0; j < p.cols(); j++) {
        pz += p.get(i, j) * z.get(i, j);
        pp += p.get(i, j) * p.get(i, j);
        zz += z.get(i, j) * z.get(i, j);
      }
      total += pz / Math.sqrt(pp * zz) * (weight == null ? 1 : weight[i]);
    }
    return total;
  }

  @ParameterizedTest
  @EnumSource
  void cosineMovesOnlyItsFirstArgument(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 80);
    float[] weight = {0.5f, 2f, 0f, 1f, 3f, 1f, 1f, 1f, 1f};
    for (int[] s : new int[][] {{1, 1}, {4, 7}, {9, 33}, {0, 3}}) {
      Matrix z = difference.random(s[0], s[1]);
      for (float[] w : new float[][] {null, weight}) {
        difference.check(
            (tape, in) ->
                NegativeCosine.apply(tape, in[0], Tensor.of(z.toFloats(), 0, s[0], s[1]), w, 2.5),
            in -> Matrix.scalar(-cosines(in[0], z, w) / 2.5),
            difference.random(s[0], s[1]));
      }
    }
    Tensor z = Tensor.parameter(1, 2);
    float[] grad = new float[2];
    z.bind(new float[] {1f, 2f}, 0, grad, 0);
    Tape tape = new Tape(new Arena(), kernels.backend());
    tape.backward(NegativeCosine.apply(tape, Scale.apply(tape, z, 1f), z, null, 1));
    assertArrayEquals(new float[2], grad, 1e-7f);
  }

  @Test
  void cosineWithAZeroVectorIsZero() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor zero = Tensor.of(new float[2], 0, 1, 2);
    Tensor one = Tensor.of(new float[] {1f, 0f}, 0, 1, 2);
    assertEquals(0f, NegativeCosine.apply(tape, zero, one, null, 1).scalar());
    assertEquals(0f, NegativeCosine.apply(tape, one, zero, null, 1).scalar());
  }

  @ParameterizedTest
  @EnumSource
  void absoluteErrorsOfChosenRowsAdd(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 81);
    for (int[] s : new int[][] {{1, 1}, {6, 5}, {0, 3}}) {
      float[] target = difference.random(s[0], s[1]).toFloats();
      for (boolean[] mask : new boolean[][] {null, mask(s[0])}) {
        difference.check(
            (tape, in) -> MaskedL1.apply(tape, in[0], target, mask, 4),
            in -> {
              double sum = 0;
              for (int i = 0; i < target.length; i++) {
                double error = Math.abs(in[0].values()[i] - target[i]);
                sum += mask == null || mask[i / s[1]] ? error : 0;
              }
              return Matrix.scalar(sum / 4);
            },
            difference.random(s[0], s[1]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void squaredErrorsOfChosenElementsAdd(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 82);
    for (int[] s : new int[][] {{1, 1}, {6, 5}, {0, 3}}) {
      float[] target = difference.random(s[0], s[1]).toFloats();
      for (boolean[] mask : new boolean[][] {null, mask(s[0] * s[1])}) {
        difference.check(
            (tape, in) -> MaskedSquaredError.apply(tape, in[0], target, mask, 4),
            in -> {
              double sum = 0;
              for (int i = 0; i < target.length; i++) {
                double error = in[0].values()[i] - target[i];
                sum += mask == null || mask[i] ? error * error : 0;
              }
              return Matrix.scalar(sum / 4);
            },
            difference.random(s[0], s[1]));
      }
    }
  }

  private static Matrix reconstruction(Matrix[] in, boolean[] hidden, boolean byMean) {
    Matrix x = in[0];
    Matrix t = in[1];
    int n = x.rows();
    double total = 0;
    for (int i = 0; i < n; i++) {
      double row = 0;
      int count = 0;
      for (int j = 0; j < x.cols(); j++) {
        if (hidden == null || hidden[i * x.cols() + j]) {
          double mean = 0;
          double variance = 0;
          for (int k = 0; k < n; k++) {
            mean += t.get(k, j) / n;
          }
          for (int k = 0; k < n && n > 1; k++) {
            variance += (t.get(k, j) - mean) * (t.get(k, j) - mean) / (n - 1);
          }
          double constant = byMean ? mean : 1;
          double by = variance < 1e-7 ? constant : variance;
          double error = x.get(i, j) - t.get(i, j);
          row += error * error / by;
          count++;
        }
      }
      total += row / (count + 1e-9);
    }
    return Matrix.scalar(total / 3);
  }

  @ParameterizedTest
  @EnumSource
  void hiddenColumnsAreReconstructedRelativeToTheirVariance(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 83).tolerance(1e-4);
    for (int[] s : new int[][] {{8, 3}, {5, 11}, {0, 3}}) {
      for (boolean[] hidden : new boolean[][] {null, mask(s[0] * s[1])}) {
        difference.check(
            (tape, in) -> ReconstructionLoss.apply(tape, in[0], in[1], hidden, false, 3),
            in -> reconstruction(in, hidden, false),
            difference.random(s[0], s[1]),
            difference.random(s[0], s[1]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void constantColumnsAreDividedByOneOrTheirMean(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 84).tolerance(1e-4);
    Matrix x = difference.random(4, 2);
    Matrix constant = Matrix.of(4, 2, (i, j) -> 2 + j);
    Tensor target = Tensor.of(constant.toFloats(), 0, 4, 2);
    for (boolean byMean : new boolean[] {false, true}) {
      difference.check(
          (tape, in) -> ReconstructionLoss.apply(tape, in[0], target, null, byMean, 3),
          in -> reconstruction(new Matrix[] {in[0], constant}, null, byMean),
          x);
      difference.check(
          (tape, in) -> ReconstructionLoss.apply(tape, in[0], in[1], null, byMean, 3),
          in -> reconstruction(in, null, byMean),
          difference.random(1, 2),
          Matrix.of(1, 2, (i, j) -> 2 + j));
    }
  }
}
