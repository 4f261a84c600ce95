package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowsTest {

  @ParameterizedTest
  @EnumSource
  void gatheredRowsMayRepeat(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 30);
    int[] index = {2, 2, 0, 6, 5, -1};
    for (int n : new int[] {0, 1, 5}) {
      difference.check(
          (tape, in) -> Rows.gather(tape, in[0], index, n),
          in -> Matrix.of(n, 9, (i, j) -> in[0].get(index[i], j)),
          difference.random(7, 9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void packedRowsComeFromTheirSources(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 31);
    int[] source = {1, 0, 1, 1, 0};
    int[] row = {0, 2, 3, 0, 1};
    for (int n : new int[] {0, 5}) {
      difference.check(
          (tape, in) -> Rows.pack(tape, in, source, row, n),
          in -> Matrix.of(n, 4, (i, j) -> in[source[i]].get(row[i], j)),
          difference.random(3, 4),
          difference.random(4, 4));
    }
  }

  @ParameterizedTest
  @EnumSource
  void concatenatedPartsFollowOneAnother(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 32);
    difference.check(
        (tape, in) -> Rows.concat(tape, in),
        in -> Matrix.of(5, 3, (i, j) -> i < 2 ? in[0].get(i, j) : in[2].get(i - 2, j)),
        difference.random(2, 3),
        difference.random(0, 3),
        difference.random(3, 3));
  }

  @ParameterizedTest
  @EnumSource
  void chosenRowsBecomeTheToken(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 33);
    boolean[] where = {true, false, false, true, true};
    for (int n : new int[] {0, 1, 4}) {
      difference.check(
          (tape, in) -> ReplaceRows.apply(tape, in[0], in[1], where, n),
          in -> Matrix.of(n, 5, (i, j) -> where[i] ? in[1].get(0, j) : in[0].get(i, j)),
          difference.random(n, 5),
          difference.random(1, 5));
    }
  }

  @ParameterizedTest
  @EnumSource
  void blocksOfOneGroupAreAveragedAndEmptyGroupsAreZero(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 34);
    int[] group = {0, 2, 0, 0, 3};
    for (int items : new int[] {0, 1, 5}) {
      for (int block : new int[] {1, 3}) {
        difference.check(
            (tape, in) -> SegmentMean.apply(tape, in[0], group, items, 4, block),
            in ->
                Matrix.of(
                    4 * block,
                    2,
                    (r, j) -> {
                      double sum = 0;
                      int count = 0;
                      for (int i = 0; i < items; i++) {
                        if (group[i] == r / block) {
                          sum += in[0].get(i * block + r % block, j);
                          count++;
                        }
                      }
                      return sum / Math.max(count, 1);
                    }),
            difference.random(items * block, 2));
      }
    }
  }

  @Test
  void impossibleIndicesAreRefused() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor x = tape.allocate(2, 3);
    Tensor[] sources = {x};
    int[] two = {2};
    int[] zero = {0};
    Class<IllegalArgumentException> refused = IllegalArgumentException.class;
    assertThrows(refused, () -> Rows.gather(tape, x, two, 1));
    assertThrows(refused, () -> Rows.gather(tape, x, zero, 2));
    assertThrows(refused, () -> Rows.pack(tape, sources, two, zero, 1));
    assertThrows(refused, () -> Rows.pack(tape, sources, zero, two, 1));
    assertThrows(refused, () -> Rows.concat(tape, x, tape.allocate(1, 4)));
    assertThrows(refused, () -> SegmentMean.apply(tape, x, two, 1, 2, 2));
    assertThrows(refused, () -> ReplaceRows.apply(tape, x, x, new boolean[2], 2));
  }
}
