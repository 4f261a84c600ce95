package io.lanistr.tensor;

import io.lanistr.tensor.precise.Elementwise;
import io.lanistr.tensor.precise.PreciseBatchNorm;
import io.lanistr.tensor.precise.PreciseGlu;
import io.lanistr.tensor.precise.PreciseLinear;
import io.lanistr.tensor.precise.PreciseMask;
import io.lanistr.tensor.precise.Section;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations in doubles, entered from and left to the float tape. */
class PreciseTest {
  private static final int[][] SHAPES = {{1, 1}, {5, 3}, {9, 16}, {0, 4}};

  private interface Precise {
    io.lanistr.tensor.precise.Matrix apply(
        Section section, io.lanistr.tensor.precise.Matrix[] inputs);
  }

  private static FiniteDifference.Operation operation(Precise precise) {
    return (tape, inputs) -> {
      Section section = new Section();
      boolean trained = false;
      for (Tensor input : inputs) {
        trained |= input.requiresGrad();
      }
      section.start(tape, trained);
      io.lanistr.tensor.precise.Matrix[] entered =
          new io.lanistr.tensor.precise.Matrix[inputs.length];
      for (int i = 0; i < inputs.length; i++) {
        entered[i] = section.enter(inputs[i]);
      }
      return section.leave(precise.apply(section, entered));
    };
  }

  @ParameterizedTest
  @EnumSource
  void elementwiseOperationsFollowTheirDefinitions(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 90);
    for (int[] s : SHAPES) {
      Matrix a = difference.random(s[0], s[1]);
      Matrix b = difference.random(s[0], s[1]);
      difference.check(
          operation((section, in) -> Elementwise.addScaled(section, in[0], in[1], 0.7)),
          in -> in[0].plus(1, in[1]).map(v -> 0.7 * v),
          a,
          b);
      difference.check(
          operation((section, in) -> Elementwise.multiply(section, in[0], in[1])),
          in -> Matrix.of(s[0], s[1], (i, j) -> in[0].get(i, j) * in[1].get(i, j)),
          a,
          b);
      difference.check(
          operation((section, in) -> Elementwise.multiplyRest(section, in[0], 1.8, in[1])),
          in -> Matrix.of(s[0], s[1], (i, j) -> in[0].get(i, j) * (1.8 - in[1].get(i, j))),
          a,
          b);
      difference.check(
          operation((section, in) -> Elementwise.columns(section, in[0], 1, s[1], true)),
          in -> Matrix.of(s[0], s[1], (i, j) -> Math.max(in[0].get(i, j + 1), 0)),
          difference.random(s[0], s[1] + 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void linearMapsAndGatesFollowTheirDefinitions(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 91);
    for (int[] s : SHAPES) {
      difference.check(
          operation((section, in) -> PreciseLinear.apply(section, in[0], in[1])),
          in ->
              Matrix.of(
                  s[0],
                  7,
                  (i, j) -> {
                    double sum = 0;
                    for (int k = 0; k < s[1]; k++) {
                      sum += in[0].get(i, k) * in[1].get(j, k);
                    }
                    return sum;
                  }),
          difference.random(s[0], s[1]),
          difference.random(7, s[1]));
      difference.check(
          operation((section, in) -> PreciseGlu.apply(section, in[0])),
          in ->
              Matrix.of(
                  s[0], s[1], (i, j) -> in[0].get(i, j) / (1 + Math.exp(-in[0].get(i, s[1] + j)))),
          difference.random(s[0], 2 * s[1]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void masksLieOnTheSimplex(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 92);
    for (int[] s : SHAPES) {
      difference.check(
          operation((section, in) -> PreciseMask.sparsemax(section, in[0])),
          in -> Oracles.sparsemax(in[0]),
          difference.random(s[0], s[1]));
      difference.check(
          operation((section, in) -> PreciseMask.softmax(section, in[0])),
          in -> Oracles.softmax(in[0]),
          difference.random(s[0], s[1]));
    }
  }

  @ParameterizedTest
  @EnumSource
  void chunksAreStandardised(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 93);
    for (int[] s : new int[][] {{12, 5}, {23, 3}, {0, 4}}) {
      int chunk = GhostBatchNorm.chunkRows(s[0], 8);
      difference.check(
          operation(
              (section, in) ->
                  PreciseBatchNorm.apply(
                      section,
                      in[0],
                      in[1],
                      in[2],
                      new BatchNormStatistics(new float[s[1]], new float[s[1]]),
                      8,
                      0.1f,
                      1e-5f,
                      true)),
          in ->
              Matrix.of(
                  s[0],
                  s[1],
                  (i, j) -> {
                    int from = i / chunk * chunk;
                    int to = Math.min(s[0], from + chunk);
                    return Oracles.batchNormalised(in[0], i, j, from, to, 1e-5f) * in[1].get(0, j)
                        + in[2].get(0, j);
                  }),
          difference.random(s[0], s[1]),
          difference.random(1, s[1]),
          difference.random(1, s[1]));
    }
  }
}
