package io.lanistr.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class PositionGridTest {
  private static float[] grid() {
    float[] grid = new float[2 * 3 * 2];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = 0.1f * i * i;
    }
    return grid;
  }

  @Test
  void aGridOfTheSameSidesStaysAsItIs() {
    assertArrayEquals(grid(), PositionGrid.resize(grid(), 0, 2, 3, 2, 3, 2), 1e-6f);
  }

  @Test
  void otherSidesEqualPyTorchsBicubicInterpolation() {
    float[] expected = {
      -0.32626f, -0.35914f, -0.29885f, -0.0911f, 0.25757f, 0.84149f, 0.94201f, 1.76656f, 1.68516f,
      2.35645f, 2.55977f, 3.47168f, 4.44063f, 5.72871f, 5.97227f, 7.50098f, 3.69657f, 5.07203f,
      5.41838f, 7.03446f, 8.62368f, 10.61593f, 11.00252f, 13.2354f
    };
    assertArrayEquals(expected, PositionGrid.resize(grid(), 0, 2, 3, 3, 4, 2), 1e-4f);
  }
}
