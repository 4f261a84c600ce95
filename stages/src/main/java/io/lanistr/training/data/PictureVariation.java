package io.lanistr.training.data;

import io.lanistr.tensor.Random64;
import io.lanistr.training.ImageAugmentation;
import io.lanistr.training.MultimodalMetadata;

/**
 * Cuts and mirrors pictures at random (random resized crop: Szegedy et al., arXiv:1409.4842,
 * section 6). What happens to a picture depends on the seed, the epoch, the row's id and the
 * picture's place in the row only.
 *
 * <p>A cut keeps an area between the smallest allowed and all, at an aspect ratio between 3:4 and
 * 4:3 of the picture's own, as far as that fits into it, and is resized by bilinear interpolation.
 */
final class PictureVariation {
  private static final long STREAM = 0x70696374757265L;
  private static final double LOG_ASPECT = Math.log(4.0 / 3);

  private final ImageAugmentation settings;
  private final long seed;
  private final int channels;
  private final int height;
  private final int width;
  private final int[] left;
  private final float[] share;

  PictureVariation(ImageAugmentation settings, long seed, MultimodalMetadata.Image image) {
    this.settings = settings;
    this.seed = seed;
    channels = image.channels();
    height = image.height();
    width = image.width();
    left = new int[width];
    share = new float[width];
  }

  /**
   * Writes a variation of a picture.
   *
   * @param from {@code [channels, height, width]}
   * @param to receives as many values from {@code at} on
   */
  void apply(long epoch, long rowId, int number, float[] from, float[] to, int at) {
    Random64 random = Random64.of(seed, epoch, rowId, STREAM + number);
    double area = settings.leastArea() + (1 - settings.leastArea()) * random.nextDouble(0);
    double aspect = Math.exp(LOG_ASPECT * (2 * random.nextDouble(1) - 1));
    boolean cuts = settings.leastArea() < 1;
    double tall = cuts ? Math.min(1, Math.sqrt(area / aspect)) : 1;
    double wide = cuts ? Math.min(1, Math.sqrt(area * aspect)) : 1;
    double top = (1 - tall) * random.nextDouble(2) * height;
    double start = (1 - wide) * random.nextDouble(3) * width;
    columns(start, wide, settings.flip() && random.nextDouble(4) < 0.5);
    for (int y = 0; y < height; y++) {
      double source = inside(top + tall * (y + 0.5) - 0.5, height);
      int line = (int) source;
      int next = Math.min(line + 1, height - 1);
      float lower = (float) (source - line);
      for (int c = 0; c < channels; c++) {
        int above = (c * height + line) * width;
        int below = (c * height + next) * width;
        line(from, above, below, lower, to, at + (c * height + y) * width);
      }
    }
  }

  /** For each column of the result, the source's column to its left and how far beyond it lies. */
  private void columns(double start, double wide, boolean mirrored) {
    for (int x = 0; x < width; x++) {
      double source = inside(start + wide * (x + 0.5) - 0.5, width);
      int column = mirrored ? width - 1 - x : x;
      left[column] = (int) source;
      share[column] = (float) (source - left[column]);
    }
  }

  private void line(float[] from, int above, int below, float lower, float[] to, int at) {
    for (int x = 0; x < width; x++) {
      int a = left[x];
      int b = Math.min(a + 1, width - 1);
      float right = share[x];
      float upper = from[above + a] + right * (from[above + b] - from[above + a]);
      float under = from[below + a] + right * (from[below + b] - from[below + a]);
      to[at + x] = upper + lower * (under - upper);
    }
  }

  private static double inside(double place, int size) {
    return Math.max(0, Math.min(size - 1, place));
  }
}
