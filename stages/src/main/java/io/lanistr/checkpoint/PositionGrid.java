package io.lanistr.checkpoint;

/**
 * Position embeddings of a grid of patches, brought to a grid of other sides by bicubic
 * interpolation (Keys 1981, a = -0.75), as PyTorch's {@code interpolate} does it without aligned
 * corners.
 */
final class PositionGrid {
  private static final double A = -0.75;

  private PositionGrid() {}

  /**
   * @param grid [lines, columns, width] from {@code offset} on
   * @return [newLines, newColumns, width]
   */
  static float[] resize(
      float[] grid, int offset, int lines, int columns, int newLines, int newColumns, int width) {
    float[] resized = new float[newLines * newColumns * width];
    for (int y = 0; y < newLines; y++) {
      double sourceY = (y + 0.5) * lines / newLines - 0.5;
      int top = (int) Math.floor(sourceY);
      double[] vertical = weights(sourceY - top);
      for (int x = 0; x < newColumns; x++) {
        double sourceX = (x + 0.5) * columns / newColumns - 0.5;
        int left = (int) Math.floor(sourceX);
        double[] horizontal = weights(sourceX - left);
        int to = (y * newColumns + x) * width;
        for (int i = 0; i < 4; i++) {
          int line = clamp(top - 1 + i, lines);
          for (int j = 0; j < 4; j++) {
            float weight = (float) (vertical[i] * horizontal[j]);
            int from = offset + (line * columns + clamp(left - 1 + j, columns)) * width;
            for (int k = 0; k < width; k++) {
              resized[to + k] += weight * grid[from + k];
            }
          }
        }
      }
    }
    return resized;
  }

  /** Weights of the four neighbours of a point at distance {@code t} behind the second one. */
  private static double[] weights(double t) {
    return new double[] {far(1 + t), near(t), near(1 - t), far(2 - t)};
  }

  private static double near(double x) {
    return ((A + 2) * x - (A + 3)) * x * x + 1;
  }

  private static double far(double x) {
    return ((A * x - 5 * A) * x + 8 * A) * x - 4 * A;
  }

  private static int clamp(int i, int count) {
    return Math.max(0, Math.min(count - 1, i));
  }
}
