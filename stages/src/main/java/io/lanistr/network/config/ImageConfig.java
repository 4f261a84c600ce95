package io.lanistr.network.config;

/**
 * ViT encoder (Dosovitskiy et al., arXiv:2010.11929) on square patches.
 *
 * @param channels colour channels
 * @param height pixels; a multiple of patch
 * @param width pixels; a multiple of patch
 * @param patch side of a patch in pixels
 * @param overview whether CLS starts from the whole picture, embedded linearly at a low resolution:
 *     few pictures then teach what depends on its layout. Not part of ViT
 * @param encoder sizes of the transformer
 */
public record ImageConfig(
    int channels, int height, int width, int patch, boolean overview, TransformerConfig encoder) {
  private static final int LARGEST_OVERVIEW = 32;

  public ImageConfig {
    Checks.positive("channels", channels);
    Checks.positive("height", height);
    Checks.positive("width", width);
    Checks.positive("patch", patch);
    Checks.divides("patch", patch, "height", height);
    Checks.divides("patch", patch, "width", width);
  }

  /** ViT as published: without overview. */
  public ImageConfig(int channels, int height, int width, int patch, TransformerConfig encoder) {
    this(channels, height, width, patch, false, encoder);
  }

  /** Side of the square of pixels that one value of the overview averages. */
  public int overviewCell() {
    return (Math.max(height, width) + LARGEST_OVERVIEW - 1) / LARGEST_OVERVIEW;
  }

  /** Number of values of the overview: channels x lines x columns. */
  public int overviewValues() {
    int cell = overviewCell();
    return channels * ((height + cell - 1) / cell) * ((width + cell - 1) / cell);
  }

  /** The same with another dropout. */
  public ImageConfig withDropout(float rate) {
    return new ImageConfig(channels, height, width, patch, overview, encoder.withDropout(rate));
  }

  /** Number of patches of an image. */
  public int patches() {
    return (height / patch) * (width / patch);
  }

  /** Values of one image: channels x height x width. */
  public int pixels() {
    return channels * height * width;
  }

  /** Values of one patch: channels x patch x patch. */
  public int patchValues() {
    return channels * patch * patch;
  }
}
