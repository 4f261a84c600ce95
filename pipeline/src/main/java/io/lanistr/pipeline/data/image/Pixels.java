package io.lanistr.pipeline.data.image;

/**
 * A picture of unsigned bytes, row by row, the channels of a pixel side by side.
 *
 * @param width pixels in a row
 * @param height rows
 * @param channels 1 (grey), 3 (red, green, blue) or 4 (and opacity)
 * @param data [height, width, channels]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // pictures are never compared as records
public record Pixels(int width, int height, int channels, byte[] data) {

  /** Checks that the sizes agree. */
  public Pixels {
    if (channels != 1 && channels != 3 && channels != 4) {
      throw new IllegalArgumentException("pictures have 1, 3 or 4 channels, got " + channels);
    }
    if (width < 1 || height < 1 || data.length != width * height * channels) {
      throw new IllegalArgumentException(
          "a picture of "
              + width
              + "x"
              + height
              + "x"
              + channels
              + " got "
              + data.length
              + " bytes");
    }
  }

  /** One value, 0 to 255. */
  public int at(int x, int y, int channel) {
    return data[(y * width + x) * channels + channel] & 0xff;
  }

  /** The part of the picture whose upper left corner is ({@code left}, {@code top}). */
  public Pixels crop(int left, int top, int cropWidth, int cropHeight) {
    byte[] part = new byte[cropWidth * cropHeight * channels];
    int rowBytes = cropWidth * channels;
    for (int y = 0; y < cropHeight; y++) {
      int from = ((top + y) * width + left) * channels;
      System.arraycopy(data, from, part, y * rowBytes, rowBytes);
    }
    return new Pixels(cropWidth, cropHeight, channels, part);
  }
}
