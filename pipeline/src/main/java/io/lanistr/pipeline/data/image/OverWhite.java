package io.lanistr.pipeline.data.image;

import java.util.Arrays;

/** Lays a picture with opacity on a white square, centred. */
public final class OverWhite {

  /** Extra bits of the blend weights, as Pillow uses: the same weights give the same pixels. */
  private static final int WEIGHT_BITS = 7;

  private OverWhite() {}

  /**
   * The picture on white, three channels, as wide and high as its longer side.
   *
   * @param picture four channels; opacity last
   */
  public static Pixels square(Pixels picture) {
    if (picture.channels() != 4) {
      throw new IllegalArgumentException("a picture with opacity expected");
    }
    int side = Math.max(picture.width(), picture.height());
    int left = (side - picture.width()) / 2;
    int top = (side - picture.height()) / 2;
    byte[] data = new byte[side * side * 3];
    Arrays.fill(data, (byte) 255);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int weight = picture.at(x, y, 3) << WEIGHT_BITS;
        int at = ((top + y) * side + left + x) * 3;
        for (int channel = 0; channel < 3; channel++) {
          data[at + channel] = (byte) blend(picture.at(x, y, channel), weight);
        }
      }
    }
    return new Pixels(side, side, 3, data);
  }

  /** Whether any pixel is at least partly opaque. */
  public static boolean isVisible(Pixels picture) {
    for (int i = 3; i < picture.data().length; i += 4) {
      if (picture.data()[i] != 0) {
        return true;
      }
    }
    return false;
  }

  private static int blend(int value, int weight) {
    int full = 255 << WEIGHT_BITS;
    int sum = value * weight + 255 * (full - weight);
    int rounded = sum + (0x80 << WEIGHT_BITS);
    return (((rounded >> 8) + rounded) >> 8) >> WEIGHT_BITS; // rounded / 255 in whole numbers
  }
}
