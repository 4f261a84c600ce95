package io.lanistr.udf.image;

import java.util.Arrays;

/**
 * Separable bilinear resizing with the triangle filter widened when shrinking, so that every source
 * pixel counts (no aliasing). Half-pixel centres, edges renormalised.
 */
final class BilinearResize {
  private BilinearResize() {}

  /** {@code image} as uint8 [channels, height, width]. */
  static byte[] planar(PixelImage image, int height, int width) {
    int channels = image.channels();
    Axis across = new Axis(image.width(), width);
    Axis down = new Axis(image.height(), height);
    int stride = image.width() * channels;
    float[] line = new float[stride]; // one output row at the source's width
    byte[] out = new byte[channels * height * width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(line, 0);
      for (int k = 0; k < down.weights[y].length; k++) {
        int from = (down.first[y] + k) * stride;
        float weight = down.weights[y][k];
        for (int i = 0; i < stride; i++) {
          line[i] += weight * (image.data()[from + i] & 0xff);
        }
      }
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          float sum = 0;
          for (int k = 0; k < across.weights[x].length; k++) {
            sum += across.weights[x][k] * line[(across.first[x] + k) * channels + c];
          }
          out[(c * height + y) * width + x] = (byte) Math.min(255, Math.round(sum));
        }
      }
    }
    return out;
  }

  /** For each output position the first source position and the weights from there on. */
  private static final class Axis {
    final int[] first;
    final float[][] weights;

    Axis(int in, int out) {
      first = new int[out];
      weights = new float[out][];
      double scale = (double) in / out;
      double support = Math.max(scale, 1.0);
      for (int o = 0; o < out; o++) {
        double centre = (o + 0.5) * scale;
        int from = Math.max(0, (int) (centre - support + 0.5));
        int until = Math.min(in, (int) (centre + support + 0.5));
        float[] w = new float[until - from];
        double total = 0;
        for (int k = 0; k < w.length; k++) {
          double distance = Math.abs(from + k + 0.5 - centre) / support;
          w[k] = (float) Math.max(0, 1 - distance);
          total += w[k];
        }
        for (int k = 0; k < w.length; k++) {
          w[k] /= (float) total;
        }
        first[o] = from;
        weights[o] = w;
      }
    }
  }
}
