package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttentionTest {

  /** Attention written out per token, with an optional weight factor per score. */
  private static Matrix oracle(
      Matrix x, int[] starts, int heads, boolean[] valid, float dropout, Random64 key) {
    int d = x.cols() / 3;
    int dh = d / heads;
    double[] out = new double[x.rows() * d];
    int draw = 0;
    for (int s = 0; s + 1 < starts.length; s++) {
      int n = starts[s + 1] - starts[s];
      for (int h = 0; h < heads; h++) {
        int start = starts[s];
        int head = h * dh;
        Matrix scores =
            Matrix.of(
                n,
                n,
                (i, j) -> {
                  double dot = 0;
                  for (int c = head; c < head + dh; c++) {
                    dot += x.get(start + i, c) * x.get(start + j, d + c);
                  }
                  return valid == null || valid[start + j] ? dot / Math.sqrt(dh) : -1e3;
                });
        Matrix p = Oracles.softmax(scores);
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++, draw++) {
            double factor = 1;
            if (dropout > 0) {
              factor = Dropout.drops(key, draw, dropout) ? 0 : 1 / (1.0 - dropout);
            }
            for (int c = head; c < head + dh; c++) {
              out[(start + i) * d + c] += factor * p.get(i, j) * x.get(start + j, 2 * d + c);
            }
          }
        }
      }
    }
    return new Matrix(x.rows(), d, out);
  }

  private static void check(
      Kernels kernels, int[] starts, int heads, int dh, boolean[] valid, float dropout) {
    FiniteDifference difference = new FiniteDifference(kernels, 9);
    Random64 key = Random64.of(11);
    int[] longer = java.util.Arrays.copyOf(starts, starts.length + 2);
    int segments = starts.length - 1;
    difference.check(
        (tape, in) -> Attention.apply(tape, in[0], longer, segments, heads, valid, dropout, key),
        in -> oracle(in[0], starts, heads, valid, dropout, key),
        difference.random(starts[segments], 3 * heads * dh));
  }

  @ParameterizedTest
  @EnumSource
  void tokensAttendWithinTheirSegmentOnly(Kernels kernels) {
    check(kernels, new int[] {0, 4}, 1, 4, null, 0f);
    check(kernels, new int[] {0, 1, 6, 6, 13}, 2, 3, null, 0f);
    check(kernels, new int[] {0, 17, 20}, 4, 8, null, 0f);
  }

  @ParameterizedTest
  @EnumSource
  void nothingInNothingOut(Kernels kernels) {
    check(kernels, new int[] {0}, 2, 4, null, 0f);
    check(kernels, new int[] {0, 0}, 2, 4, null, 0f);
  }

  @ParameterizedTest
  @EnumSource
  void invalidKeysAreLeftOut(Kernels kernels) {
    boolean[] valid = {true, true, false, true, false, false, true, true};
    check(kernels, new int[] {0, 3, 8}, 2, 4, valid, 0f);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentWithoutValidKeysAttendsUniformly(Kernels kernels) {
    check(kernels, new int[] {0, 3, 5}, 1, 4, new boolean[] {false, false, false, true, true}, 0f);
  }

  @ParameterizedTest
  @EnumSource
  void droppedWeightsAreZeroAndTheOthersGrow(Kernels kernels) {
    check(kernels, new int[] {0, 5, 12}, 2, 4, null, 0.25f);
    check(kernels, new int[] {0, 5}, 2, 4, new boolean[] {true, false, true, true, true}, 0.5f);
  }

  @ParameterizedTest
  @EnumSource
  void manySegmentsEqualEachSegmentAlone(Kernels kernels) {
    int segments = 40;
    int length = 31;
    int[] starts = new int[segments + 1];
    for (int s = 0; s <= segments; s++) {
      starts[s] = s * length;
    }
    Tape tape = new Tape(new Arena(), kernels.backend());
    float[] x = Matrix.random(new java.util.Random(3), segments * length, 24).toFloats();
    Tensor all = Tensor.of(x, 0, segments * length, 24);
    Tensor y = Attention.apply(tape, all, starts, segments, 2, null, 0f, null);
    for (int s = 0; s < segments; s += 13) {
      Tensor part = all.rowsView(s * length, length);
      Tensor alone = Attention.apply(tape, part, new int[] {0, length}, 1, 2, null, 0f, null);
      assertArrayEquals(y.rowsView(s * length, length).toArray(), alone.toArray(), 1e-6f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hugeScoresStayFinite(Kernels kernels) {
    Tape tape = new Tape(new Arena(), kernels.backend());
    Tensor x = Tensor.of(new float[] {100f, 100f, 1f, 100f, -100f, 2f}, 0, 2, 3);
    Tensor y = Attention.apply(tape, x, new int[] {0, 2}, 1, 1, null, 0f, null);
    assertEquals(1f, y.get(0, 0));
    assertEquals(1f, y.get(1, 0));
  }

  @Test
  void wrongSegmentsAreRefused() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor x = tape.allocate(4, 6);
    for (int[] starts : new int[][] {{0, 3}, {1, 4}, {0, 5, 4}, {0}}) {
      int segments = Math.max(1, starts.length - 1);
      assertThrows(
          IllegalArgumentException.class,
          () -> Attention.apply(tape, x, starts, segments, 1, null, 0f, null));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> Attention.apply(tape, x, new int[] {0, 4}, 1, 4, null, 0f, null));
  }
}
