package io.lanistr.tensor;

/**
 * Exponentials of many floats, in a form that the JIT vectorises: {@code e^x = 2^k e^r} with k the
 * nearest integer to {@code x / ln 2}, so that |r| is below 0.35, and the Taylor polynomial of e^r.
 * Within two units in the last place.
 */
final class PlainExp {
  private static final int BLOCK = 256;
  private static final float LOG2_E = (float) (1 / Math.log(2));

  /** ln 2 in two parts, the first with few bits, so that its multiples are exact. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = (float) (Math.log(2) - 0.693359375);

  /** Adding 1.5 times 2^23 leaves the rounded sum in the low bits. */
  private static final float ROUND = 12582912f;

  private static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
  private static final float LOWEST = -87f;
  private static final float HIGHEST = 88f;

  private static final ThreadLocal<float[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[2][BLOCK]);

  private PlainExp() {}

  static void apply(int n, float[] x, int xo, float[] y, int yo) {
    float[][] scratch = SCRATCH.get();
    float[] from = scratch[0];
    float[] to = scratch[1];
    for (int at = 0; at < n; at += BLOCK) {
      int count = Math.min(BLOCK, n - at);
      // Only loops whose arrays share their offset are vectorised.
      System.arraycopy(x, xo + at, from, 0, count);
      inRange(count, from, to);
      outOfRange(count, from, to);
      System.arraycopy(to, 0, y, yo + at, count);
    }
  }

  private static void inRange(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      float shifted = x[i] * LOG2_E + ROUND;
      float k = shifted - ROUND;
      float r = x[i] - k * LN2_HIGH - k * LN2_LOW;
      float upper = 1f / 24 + r * (1f / 120 + r * (1f / 720 + r * (1f / 5040)));
      float power = 1f + r * (1f + r * (0.5f + r * (1f / 6 + r * upper)));
      int exponent = Float.floatToRawIntBits(shifted) - ROUND_BITS + 127;
      y[i] = power * Float.intBitsToFloat(exponent << 23);
    }
  }

  /** Where the result is subnormal, infinite or NaN. */
  private static void outOfRange(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      if (!(x[i] > LOWEST && x[i] < HIGHEST)) {
        y[i] = (float) Math.exp(x[i]);
      }
    }
  }
}
