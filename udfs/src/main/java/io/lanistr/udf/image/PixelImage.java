package io.lanistr.udf.image;

/**
 * A decoded, opaque picture.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param data uint8 samples, [height, width, channels]
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
public record PixelImage(int height, int width, int channels, byte[] data) {
  public PixelImage {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("a picture has 1 or 3 channels, got " + channels);
    }
    if (height <= 0 || width <= 0 || data.length != (long) height * width * channels) {
      throw new IllegalArgumentException(
          "a picture of %d x %d x %d does not fit its %d bytes"
              .formatted(height, width, channels, data.length));
    }
  }

  /** Whether every pixel has equal red, green and blue. */
  public boolean isGrey() {
    for (int i = 0; channels == 3 && i < data.length; i += 3) {
      if (data[i] != data[i + 1] || data[i] != data[i + 2]) {
        return false;
      }
    }
    return true;
  }

  /** This picture with 1 or 3 channels; grey is the ITU-R BT.601 luma. */
  public PixelImage withChannels(int wanted) {
    if (wanted == channels) {
      return this;
    }
    int pixels = height * width;
    byte[] out = new byte[pixels * wanted];
    for (int i = 0; i < pixels; i++) {
      if (wanted == 1) {
        out[i] = luma(data[3 * i] & 0xff, data[3 * i + 1] & 0xff, data[3 * i + 2] & 0xff);
      } else {
        out[3 * i] = out[3 * i + 1] = out[3 * i + 2] = data[i];
      }
    }
    return new PixelImage(height, width, wanted, out);
  }

  /** 0.299 R + 0.587 G + 0.114 B in 16-bit fixed point, rounded. */
  private static byte luma(int red, int green, int blue) {
    return (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
  }
}
