package io.lanistr.tensor;

/** Sets each element to 0 with probability p and scales the others by {@code 1 / (1 - p)}. */
public final class Dropout {
  /** Four elements share one draw of 64 bits, which costs as much as the rest. */
  private static final int LEVELS = 1 << 16;

  private Dropout() {}

  /**
   * @param p rounded to a multiple of 2^-16
   * @param key element i is dropped where the i modulo 4-th 16 bits of draw i / 4 are below p
   */
  public static Tensor apply(Tape tape, Tensor x, float p, Random64 key) {
    requireProbability(p);
    if (p == 0f) {
      return x;
    }
    int n = x.size();
    Tensor y = tape.output(x.rows(), x.cols(), x.requiresGrad());
    Tensor mask = tape.allocate(x.rows(), x.cols());
    mask(n, p, key, 0, mask.data(), mask.offset());
    Vectors.product(n, x.data(), x.offset(), mask.data(), mask.offset(), y.data(), y.offset());
    tape.record(
        y,
        () -> {
          int mo = mask.offset();
          int dyo = y.gradOffset();
          if (tape.startGrad(x)) {
            Vectors.product(n, y.grad(), dyo, mask.data(), mo, x.grad(), x.gradOffset());
          } else {
            Vectors.addProduct(n, y.grad(), dyo, mask.data(), mo, x.grad(), x.gradOffset());
          }
        });
    return y;
  }

  static void requireProbability(float p) {
    if (!(p >= 0f && p < 1f)) {
      throw new IllegalArgumentException("dropout probability " + p + " is not in [0, 1)");
    }
  }

  /** Writes 0 or the scale for elements {@code first}, {@code first + 1}, ... of the key. */
  static void mask(int n, float p, Random64 key, long first, float[] mask, int offset) {
    int threshold = threshold(p);
    int scale = Float.floatToRawIntBits((float) LEVELS / (LEVELS - threshold));
    int i = 0;
    for (; i < n && ((first + i) & 3) != 0; i++) {
      mask[offset + i] = select(lane(key, first + i), threshold, scale);
    }
    for (; i <= n - 4; i += 4) {
      long bits = key.nextLong((first + i) >> 2);
      mask[offset + i] = select(bits, threshold, scale);
      mask[offset + i + 1] = select(bits >>> 16, threshold, scale);
      mask[offset + i + 2] = select(bits >>> 32, threshold, scale);
      mask[offset + i + 3] = select(bits >>> 48, threshold, scale);
    }
    for (; i < n; i++) {
      mask[offset + i] = select(lane(key, first + i), threshold, scale);
    }
  }

  /** The low 16 bits decide about element i. */
  private static long lane(Random64 key, long i) {
    return key.nextLong(i >> 2) >>> (16 * (i & 3));
  }

  private static int threshold(float p) {
    return Math.min(Math.round(p * LEVELS), LEVELS - 1);
  }

  /** The scale, or 0 where the low 16 bits are below the threshold; without a branch. */
  private static float select(long bits, int threshold, int scale) {
    int dropped = (((int) bits & (LEVELS - 1)) - threshold) >> 31;
    return Float.intBitsToFloat(scale & ~dropped);
  }

  /** Whether element i of a key is dropped. */
  static boolean drops(Random64 key, long i, float p) {
    return (lane(key, i) & (LEVELS - 1)) < threshold(p);
  }
}
