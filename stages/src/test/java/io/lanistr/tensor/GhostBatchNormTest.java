package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GhostBatchNormTest {
  private static final float EPS = 1e-5f;

  private static BatchNormStatistics statistics(int cols) {
    float[] mean = new float[cols];
    float[] variance = new float[cols];
    for (int j = 0; j < cols; j++) {
      mean[j] = 0.25f * j;
      variance[j] = 1f + j;
    }
    return new BatchNormStatistics(mean, variance);
  }

  private static Matrix oracle(Matrix[] in, int chunk, boolean training) {
    int n = in[0].rows();
    return Matrix.of(
        n,
        in[0].cols(),
        (i, j) -> {
          int from = i / chunk * chunk;
          int to = Math.min(n, from + chunk);
          double hat =
              training && to - from > 1
                  ? Oracles.batchNormalised(in[0], i, j, from, to, EPS)
                  : (in[0].get(i, j) - 0.25 * j) / Math.sqrt(1.0 + j + EPS);
          return hat * in[1].get(0, j) + in[2].get(0, j);
        });
  }

  private static void check(Kernels kernels, int n, int cols, int virtual, boolean training) {
    FiniteDifference difference = new FiniteDifference(kernels, 8).tolerance(1e-4);
    int chunk = GhostBatchNorm.chunkRows(n, virtual);
    difference.check(
        (tape, in) ->
            GhostBatchNorm.apply(
                tape, in[0], in[1], in[2], statistics(cols), virtual, 0f, EPS, training),
        in -> oracle(in, chunk, training),
        difference.random(n, cols),
        difference.random(1, cols),
        difference.random(1, cols));
  }

  @ParameterizedTest
  @EnumSource
  void eachChunkIsStandardisedInTraining(Kernels kernels) {
    check(kernels, 12, 5, 0, true);
    check(kernels, 20, 3, 10, true);
    check(kernels, 23, 17, 8, true);
    check(kernels, 150, 4, 0, true);
    check(kernels, 0, 4, 8, true);
  }

  @ParameterizedTest
  @EnumSource
  void outsideTrainingTheRunningStatisticsCount(Kernels kernels) {
    check(kernels, 9, 5, 4, false);
    check(kernels, 1, 5, 4, false);
    check(kernels, 0, 5, 4, false);
  }

  @ParameterizedTest
  @EnumSource
  void aChunkOfOneRowUsesTheRunningStatistics(Kernels kernels) {
    assertEquals(3, GhostBatchNorm.chunkRows(10, 3));
    check(kernels, 10, 4, 3, true);
    check(kernels, 1, 4, 0, true);
  }

  @ParameterizedTest
  @CsvSource({
    "16, 8, 8",
    "10, 10, 10",
    "10, 4, 4",
    "9, 8, 5",
    "7, 3, 3",
    "8, 3, 3",
    "5, 100, 5",
    "5, 0, 5",
    "0, 8, 1",
    "11, 5, 4"
  })
  void rowsAreCutAsTorchChunkDoes(int rows, int virtualBatchSize, int expected) {
    assertEquals(expected, GhostBatchNorm.chunkRows(rows, virtualBatchSize));
  }

  @ParameterizedTest
  @EnumSource
  void runningStatisticsFollowEachChunkWithTheUnbiasedVariance(Kernels kernels) {
    Tape tape = new Tape(new Arena(), kernels.backend());
    Tensor x = Tensor.of(new float[] {1f, 3f, 10f, 14f}, 0, 4, 1);
    Tensor gamma = Tensor.of(new float[] {1f}, 0, 1, 1);
    Tensor beta = Tensor.of(new float[] {0f}, 0, 1, 1);
    BatchNormStatistics running = new BatchNormStatistics(new float[] {0f}, new float[] {1f});
    GhostBatchNorm.apply(tape, x, gamma, beta, running, 2, 0.25f, EPS, true);
    // Chunk means 2 and 12, unbiased variances 2 and 8.
    assertEquals(0.75 * (0.25 * 2) + 0.25 * 12, running.mean()[0], 1e-6);
    assertEquals(0.75 * (0.75 + 0.25 * 2) + 0.25 * 8, running.variance()[0], 1e-6);
    assertEquals(2, running.updates());
    GhostBatchNorm.apply(tape, x, gamma, beta, running, 2, 0.25f, EPS, false);
    assertEquals(2, running.updates());
  }

  @Test
  void averagingCollectsBatchesAndThenReplacesTheRunningValues() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor one = Tensor.of(new float[] {1f, 1f}, 0, 1, 2);
    BatchNormStatistics running = new BatchNormStatistics(new float[2], new float[] {1f, 1f});
    running.beginAveraging();
    Matrix rows = Matrix.random(new Random(1), 12, 2);
    Tensor x = Tensor.of(rows.toFloats(), 0, 12, 2);
    GhostBatchNorm.apply(tape, x, one, one, running, 4, 0.9f, EPS, true);
    assertArrayEquals(new float[] {1f, 1f}, running.variance());
    running.endAveraging();
    for (int j = 0; j < 2; j++) {
      int col = j;
      double mean = Matrix.of(12, 1, (i, c) -> rows.get(i, col)).map(v -> v / 12).dot(ones(12));
      assertEquals(mean, running.mean()[j], 1e-6);
    }
    assertThrows(IllegalStateException.class, running::endAveraging);
  }

  private static Matrix ones(int n) {
    return Matrix.of(n, 1, (i, j) -> 1);
  }
}
