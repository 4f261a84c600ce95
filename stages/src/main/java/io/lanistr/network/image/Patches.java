package io.lanistr.network.image;

import io.lanistr.network.config.ImageConfig;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * Images as rows of patches. The values of a patch lie as channel, row, column: the order of a
 * convolution's weights, and of a pixel shuffle's input.
 */
public final class Patches {
  private Patches() {}

  /**
   * Cuts images into patches, row-major.
   *
   * @param pixels images one after another, each {@code [channels, height, width]}
   * @return constant {@code [images x patches, channels x patch x patch]}
   */
  public static Tensor cut(Tape tape, float[] pixels, int images, ImageConfig config) {
    Tensor patches = tape.allocate(images * config.patches(), config.patchValues());
    copy(pixels, 0, images, config, patches.data(), patches.offset(), true);
    return patches;
  }

  /** Puts patches together again: the inverse of {@link #cut}. */
  public static Tensor join(Tape tape, Tensor patches, ImageConfig config) {
    int images = patches.rows() / config.patches();
    Tensor pixels = tape.allocate(images, config.pixels());
    copy(pixels.data(), pixels.offset(), images, config, patches.data(), patches.offset(), false);
    return pixels;
  }

  private static void copy(
      float[] pixels,
      int pixelsFrom,
      int images,
      ImageConfig config,
      float[] patches,
      int patchesFrom,
      boolean cut) {
    int p = config.patch();
    int width = config.width();
    int at = patchesFrom;
    for (int image = 0; image < images; image++) {
      for (int y = 0; y < config.height(); y += p) {
        for (int x = 0; x < width; x += p) {
          for (int c = 0; c < config.channels(); c++) {
            for (int i = 0; i < p; i++, at += p) {
              int line = (image * config.channels() + c) * config.height() + y + i;
              int pixel = pixelsFrom + line * width + x;
              if (cut) {
                System.arraycopy(pixels, pixel, patches, at, p);
              } else {
                System.arraycopy(patches, at, pixels, pixel, p);
              }
            }
          }
        }
      }
    }
  }
}
