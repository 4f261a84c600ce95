package io.lanistr.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbeddingTest {

  @ParameterizedTest
  @EnumSource
  void rowsAreLookedUpAndRepeatedIdsAddTheirGradients(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 20);
    int[] ids = {4, 0, 4, 2, 4, 99};
    for (int n : new int[] {0, 1, 5}) {
      difference.check(
          (tape, in) -> Embedding.apply(tape, in[0], ids, n, -1),
          in -> Matrix.of(n, 3, (i, j) -> in[0].get(ids[i], j)),
          difference.random(5, 3));
    }
  }

  @Test
  void thePaddingRowGetsNoGradient() {
    Tensor table = Tensor.parameter(3, 2);
    float[] grad = new float[6];
    table.bind(new float[] {1, 2, 3, 4, 5, 6}, 0, grad, 0);
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor y = Embedding.apply(tape, table, new int[] {0, 1, 0}, 3, 0);
    tape.backward(MaskedSquaredError.apply(tape, y, new float[6], null, 1));
    assertArrayEquals(new float[] {0, 0, 6, 8, 0, 0}, grad);
  }

  @Test
  void idsOutsideTheTableAreRefused() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor table = tape.allocate(3, 2);
    for (int id : new int[] {-1, 3}) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () -> Embedding.apply(tape, table, new int[] {0, id}, 2, -1));
      assertTrue(error.getMessage().contains("position 1"), error.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void categoricalColumnsAreReplacedInPlace(Kernels kernels) {
    FiniteDifference difference = new FiniteDifference(kernels, 21);
    float[] features = {0.5f, 2f, -1f, 0f, 1.5f, 0f, 7f, 1f, 2.5f, 2f, 8f, 1f};
    for (int n : new int[] {0, 1, 3}) {
      Tensor table = Tensor.of(features, 0, n, 4);
      difference.check(
          (tape, in) -> ColumnEmbedding.apply(tape, table, new int[] {1, 3}, in),
          in ->
              Matrix.of(
                  n,
                  7,
                  (i, j) -> {
                    if (j == 0 || j == 4) {
                      return features[4 * i + (j == 0 ? 0 : 2)];
                    }
                    return j < 4
                        ? in[0].get((int) features[4 * i + 1], j - 1)
                        : in[1].get((int) features[4 * i + 3], j - 5);
                  }),
          difference.random(3, 3),
          difference.random(2, 2));
    }
  }

  @Test
  void withoutCategoricalColumnsTheTablePassesThrough() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 0, 2, 2);
    Tensor y = ColumnEmbedding.apply(tape, x, new int[0], new Tensor[0]);
    assertArrayEquals(x.toArray(), y.toArray());
    assertEquals(2, y.cols());
  }

  @Test
  void aCategoryThatIsNoIndexIsRefused() {
    Tape tape = new Tape(new Arena(), new PlainBackend());
    Tensor[] tables = {tape.allocate(2, 2)};
    for (float value : new float[] {2f, -1f, 0.5f, Float.NaN}) {
      Tensor x = Tensor.of(new float[] {value}, 0, 1, 1);
      assertThrows(
          IllegalArgumentException.class,
          () -> ColumnEmbedding.apply(tape, x, new int[] {0}, tables));
    }
  }
}
