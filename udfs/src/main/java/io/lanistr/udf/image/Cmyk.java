package io.lanistr.udf.image;

import java.awt.image.Raster;

/**
 * Four-component JPEG samples to RGB by R = (1 - C)(1 - K), without a colour profile.
 *
 * <p>Files with Adobe's marker store 255 minus the ink; with transform 2 (YCCK) the first three
 * components are YCbCr of that (Adobe technical note 5116).
 */
final class Cmyk {
  private Cmyk() {}

  static PixelImage toRgb(Raster raster, JpegHeader header) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] out = new byte[height * width * 3];
    int[] row = new int[width * 4];
    int at = 0;
    for (int y = 0; y < height; y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int i = 0; i < row.length; i += 4) {
        if (header.adobeTransform() == 2) {
          fromYcc(row, i);
        }
        int light = header.adobe() ? row[i + 3] : 255 - row[i + 3];
        for (int c = 0; c < 3; c++) {
          int value = header.adobe() ? row[i + c] : 255 - row[i + c];
          out[at++] = (byte) ((value * light + 127) / 255);
        }
      }
    }
    return new PixelImage(height, width, 3, out);
  }

  /** YCbCr (JFIF 1.02) at {@code i} to the stored C, M, Y = 255 - R, 255 - G, 255 - B, in place. */
  private static void fromYcc(int[] row, int i) {
    double y = row[i];
    double cb = row[i + 1] - 128.0;
    double cr = row[i + 2] - 128.0;
    row[i] = 255 - clamp(y + 1.402 * cr);
    row[i + 1] = 255 - clamp(y - 0.344136 * cb - 0.714136 * cr);
    row[i + 2] = 255 - clamp(y + 1.772 * cb);
  }

  private static int clamp(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
