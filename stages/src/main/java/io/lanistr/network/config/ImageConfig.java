package io.lanistr.network.config;

/**
 * ViT encoder (Dosovitskiy et al., arXiv:2010.11929) on square patches.
 *
 * @param channels colour channels
 * @param height pixels; a multiple of patch
 * @param width pixels; a multiple of patch
 * @param patch side of a patch in pixels
 * @param encoder sizes of the transformer
 */
public record ImageConfig(
    int channels, int height, int width, int patch, TransformerConfig encoder) {

  public ImageConfig {
    Checks.positive("channels", channels);
    Checks.positive("height", height);
    Checks.positive("width", width);
    Checks.positive("patch", patch);
    Checks.divides("patch", patch, "height", height);
    Checks.divides("patch", patch, "width", width);
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
