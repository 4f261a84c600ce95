package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;

/** Turns the bytes of an image into (byte/255 - mean) / std, by a table of each channel. */
final class PixelScale {
  private static final int LEVELS = 256;

  private final float[] table;
  private final int channels;
  private final int plane;

  PixelScale(MultimodalMetadata.Image image) {
    channels = image.channels();
    plane = image.height() * image.width();
    table = new float[channels * LEVELS];
    for (int c = 0; c < channels; c++) {
      for (int level = 0; level < LEVELS; level++) {
        double value = (level / 255.0 - image.mean().get(c)) / image.std().get(c);
        table[c * LEVELS + level] = (float) value;
      }
    }
  }

  /** Bytes, and values, of one image. */
  int size() {
    return channels * plane;
  }

  /** Writes the values of the image in {@code bytes} from {@code target[at]} on. */
  void apply(byte[] bytes, float[] target, int at) {
    for (int c = 0; c < channels; c++) {
      int levels = c * LEVELS;
      int end = (c + 1) * plane;
      for (int i = c * plane; i < end; i++) {
        target[at + i] = table[levels + (bytes[i] & 0xff)];
      }
    }
  }
}
