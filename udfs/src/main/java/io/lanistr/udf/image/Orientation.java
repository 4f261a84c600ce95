package io.lanistr.udf.image;

/** Turns a picture upright by its Exif orientation (Exif 2.3, tag 0x0112). */
final class Orientation {
  private Orientation() {}

  static PixelImage upright(PixelImage image, int orientation) {
    if (orientation == 1) {
      return image;
    }
    boolean swap = orientation >= 5;
    int height = swap ? image.width() : image.height();
    int width = swap ? image.height() : image.width();
    int channels = image.channels();
    byte[] in = image.data();
    byte[] out = new byte[in.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int right = width - 1 - x;
        int below = height - 1 - y;
        int from =
            switch (orientation) {
              case 2 -> y * width + right;
              case 3 -> below * width + right;
              case 4 -> below * width + x;
              case 5 -> x * height + y;
              case 6 -> right * height + y;
              case 7 -> right * height + below;
              case 8 -> x * height + below;
              default -> throw new IllegalArgumentException("no such orientation: " + orientation);
            };
        System.arraycopy(in, from * channels, out, (y * width + x) * channels, channels);
      }
    }
    return new PixelImage(height, width, channels, out);
  }
}
