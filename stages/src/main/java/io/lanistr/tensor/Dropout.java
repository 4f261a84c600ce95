package io.lanistr.tensor;

/** Sets each element to 0 with probability p and scales the others by {@code 1 / (1 - p)}. */
public final class Dropout {
  private Dropout() {}

  /**
   * @param key element i is dropped where {@code key.nextFloat(i) < p}
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
          float[] dx = tape.gradOf(x);
          Vectors.addProduct(
              n, y.grad(), y.gradOffset(), mask.data(), mask.offset(), dx, x.gradOffset());
        });
    return y;
  }

  static void requireProbability(float p) {
    if (!(p >= 0f && p < 1f)) {
      throw new IllegalArgumentException("dropout probability " + p + " is not in [0, 1)");
    }
  }

  /** Writes 0 or {@code 1 / (1 - p)} for the draws from {@code first} on. */
  static void mask(int n, float p, Random64 key, long first, float[] mask, int offset) {
    float scale = 1f / (1f - p);
    for (int i = 0; i < n; i++) {
      mask[offset + i] = key.nextFloat(first + i) < p ? 0f : scale;
    }
  }
}
