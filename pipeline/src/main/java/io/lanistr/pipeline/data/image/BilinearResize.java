package io.lanistr.pipeline.data.image;

/**
 * Resizes with a triangle filter that widens when shrinking, so that every source pixel counts.
 *
 * <p>The same arithmetic as Pillow's {@code resize(…, BILINEAR)} on 8-bit pictures: weights as
 * fixed-point numbers, first across, then down, with rounding to bytes between the two.
 */
public final class BilinearResize {

  private static final int WEIGHT_BITS = 22;

  private BilinearResize() {}

  /** For each target position, the first source position and the weights from there on. */
  @SuppressWarnings("ArrayRecordComponent") // filters are never compared
  private record Filter(int[] first, int[][] weights) {}

  /** The picture at another size; the picture itself when that is its size. */
  public static Pixels resize(Pixels source, int width, int height) {
    Pixels across = source.width() == width ? source : across(source, width);
    return across.height() == height ? across : down(across, height);
  }

  private static Pixels across(Pixels source, int width) {
    Filter filter = filter(source.width(), width);
    int channels = source.channels();
    byte[] data = new byte[width * source.height() * channels];
    for (int y = 0; y < source.height(); y++) {
      for (int x = 0; x < width; x++) {
        int from = (y * source.width() + filter.first[x]) * channels;
        int to = (y * width + x) * channels;
        weigh(source.data(), from, channels, filter.weights[x], data, to, channels);
      }
    }
    return new Pixels(width, source.height(), channels, data);
  }

  private static Pixels down(Pixels source, int height) {
    Filter filter = filter(source.height(), height);
    int rowBytes = source.width() * source.channels();
    byte[] data = new byte[height * rowBytes];
    for (int y = 0; y < height; y++) {
      int from = filter.first[y] * rowBytes;
      weigh(source.data(), from, rowBytes, filter.weights[y], data, y * rowBytes, rowBytes);
    }
    return new Pixels(source.width(), height, source.channels(), data);
  }

  /** Weighted sums of {@code count} neighbouring values, whose terms lie {@code step} apart. */
  private static void weigh(
      byte[] source, int from, int step, int[] weights, byte[] target, int to, int count) {
    for (int i = 0; i < count; i++) {
      int sum = 1 << (WEIGHT_BITS - 1);
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] * (source[from + k * step + i] & 0xff);
      }
      target[to + i] = (byte) Math.max(0, Math.min(255, sum >> WEIGHT_BITS));
    }
  }

  private static Filter filter(int sourceSize, int targetSize) {
    double scale = (double) sourceSize / targetSize;
    double reach = Math.max(scale, 1.0);
    double inverseReach = 1.0 / reach;
    int[] first = new int[targetSize];
    int[][] weights = new int[targetSize][];
    for (int i = 0; i < targetSize; i++) {
      double center = (i + 0.5) * scale;
      int start = Math.max(0, (int) (center - reach + 0.5));
      int end = Math.min(sourceSize, (int) (center + reach + 0.5));
      first[i] = start;
      weights[i] = weights(start, end, center, inverseReach);
    }
    return new Filter(first, weights);
  }

  private static int[] weights(int start, int end, double center, double inverseReach) {
    double[] exact = new double[end - start];
    double sum = 0;
    for (int k = 0; k < exact.length; k++) {
      double distance = Math.abs((k + start - center + 0.5) * inverseReach);
      exact[k] = Math.max(0, 1.0 - distance);
      sum += exact[k];
    }
    int[] weights = new int[exact.length];
    for (int k = 0; k < exact.length; k++) {
      double normalised = sum == 0 ? exact[k] : exact[k] / sum;
      weights[k] = (int) (0.5 + normalised * (1 << WEIGHT_BITS));
    }
    return weights;
  }
}
