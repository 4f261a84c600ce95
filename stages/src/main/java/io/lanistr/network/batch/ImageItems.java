package io.lanistr.network.batch;

import java.util.Arrays;

/** Images of a batch: normalised pixels, each image as channel x height x width. */
public final class ImageItems extends Items {
  private final int pixelsPerImage;
  private final int patches;
  private float[] pixels = new float[0];
  private boolean[] masked = new boolean[0];

  ImageItems(int pixelsPerImage, int patches) {
    this.pixelsPerImage = pixelsPerImage;
    this.patches = patches;
  }

  /**
   * Adds an image whose pixels the caller writes.
   *
   * @return position of its first value in {@link #pixels}, which may be a new array now
   */
  public int add(int row) {
    int at = addWithoutPixels(row) * pixelsPerImage;
    pixels = Grow.atLeast(pixels, Math.addExact(at, pixelsPerImage));
    return at;
  }

  /**
   * Adds an image that has masks but no place for pixels: for counting, where a whole step's pixels
   * would not fit into memory.
   *
   * @return its number
   */
  public int addWithoutPixels(int row) {
    int item = append(row);
    masked = Grow.atLeast(masked, (item + 1) * patches);
    Arrays.fill(masked, item * patches, (item + 1) * patches, false);
    return item;
  }

  /** Adds an image from an array. */
  public void add(int row, float[] values, int from) {
    int at = add(row);
    System.arraycopy(values, from, pixels, at, pixelsPerImage);
  }

  /** Values of all images. */
  public float[] pixels() {
    return pixels;
  }

  /** Values of one image. */
  public int pixelsPerImage() {
    return pixelsPerImage;
  }

  /** Patches of one image. */
  public int patches() {
    return patches;
  }

  /** Which patches, row-major within an image, are hidden in pretraining. */
  public boolean[] masked() {
    return masked;
  }
}
