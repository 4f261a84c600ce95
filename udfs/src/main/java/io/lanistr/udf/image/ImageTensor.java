package io.lanistr.udf.image;

/** Pictures as uint8 tensors [channels, height, width], the form the network's batches hold. */
public final class ImageTensor {
  private ImageTensor() {}

  /**
   * Decodes and resizes one encoded picture.
   *
   * @param channels 1 or 3
   * @return uint8 [channels, height, width]
   * @throws UndecodableImageException when the bytes are no picture, or over a limit
   */
  public static byte[] decode(
      byte[] encoded, int channels, int height, int width, ImageLimits limits) {
    return planar(ImageDecoder.decode(encoded, limits), channels, height, width);
  }

  /** {@code image} resized and rearranged as uint8 [channels, height, width]. */
  public static byte[] planar(PixelImage image, int channels, int height, int width) {
    if (height <= 0 || width <= 0) {
      throw new IllegalArgumentException(
          "height and width must be positive, got " + height + " x " + width);
    }
    return BilinearResize.planar(image.withChannels(channels), height, width);
  }

  /**
   * A picture of Spark's image data source.
   *
   * @param channels 1 grey, 3 blue-green-red, 4 blue-green-red-alpha (composed on white)
   * @param data uint8 [height, width, channels]
   * @throws UndecodableImageException when Spark could not decode it (height -1), or the data does
   *     not fit the sizes
   */
  public static PixelImage ofSparkImage(int height, int width, int channels, byte[] data) {
    if (height <= 0 || width <= 0) {
      throw new UndecodableImageException("Spark's image source could not decode the image");
    }
    if ((channels != 1 && channels != 3 && channels != 4)
        || data.length != (long) height * width * channels) {
      throw new UndecodableImageException(
          "image struct of %d x %d pixels and %d channels (1, 3 or 4 wanted) has %d bytes"
              .formatted(height, width, channels, data.length));
    }
    if (channels == 1) {
      return new PixelImage(height, width, 1, data);
    }
    byte[] rgb = new byte[height * width * 3];
    for (int i = 0; i < height * width; i++) {
      int opacity = channels == 4 ? data[4 * i + 3] & 0xff : 255;
      for (int c = 0; c < 3; c++) {
        int sample = data[channels * i + 2 - c] & 0xff;
        rgb[3 * i + c] = (byte) ((sample * opacity + 255 * (255 - opacity) + 127) / 255);
      }
    }
    return new PixelImage(height, width, 3, rgb);
  }
}
