package io.lanistr.pipeline.data.numpy;

/**
 * The part of NumPy's legacy {@code RandomState} that makes permutations, draw for draw.
 *
 * <p>The generator is MT19937 (Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998)
 * with the single-integer initialisation of 2002; NumPy promises that {@code RandomState} keeps
 * giving the same stream. Not thread-safe.
 */
public final class NumpyRandom {

  private static final int N = 624;
  private static final int M = 397;
  private static final int MATRIX_A = 0x9908b0df;
  private static final int UPPER_MASK = 0x80000000;
  private static final int LOWER_MASK = 0x7fffffff;
  private static final int INIT_MULTIPLIER = 1812433253;

  private final int[] state = new int[N];
  private int next = N;

  /**
   * The stream of {@code numpy.random.RandomState(seed)}; the seed is an unsigned 32-bit number.
   */
  public NumpyRandom(int seed) {
    state[0] = seed;
    for (int i = 1; i < N; i++) {
      int previous = state[i - 1];
      state[i] = INIT_MULTIPLIER * (previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next 32 random bits. */
  public int nextBits() {
    if (next == N) {
      twist();
      next = 0;
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** A whole number in [0, max], by masking and rejecting what is above {@code max}. */
  public int nextInterval(int max) {
    if (max < 0) {
      throw new IllegalArgumentException("max must be at least 0, got " + max);
    }
    if (max == 0) {
      return 0;
    }
    int mask = -1 >>> Integer.numberOfLeadingZeros(max);
    int value = nextBits() & mask;
    while (value > max) {
      value = nextBits() & mask;
    }
    return value;
  }

  /** {@code RandomState.permutation(size)}: 0 … size-1 in random order. */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int i = size - 1; i > 0; i--) {
      int j = nextInterval(i);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private void twist() {
    for (int i = 0; i < N; i++) {
      int y = (state[i] & UPPER_MASK) | (state[(i + 1) % N] & LOWER_MASK);
      int mixed = state[(i + M) % N] ^ (y >>> 1);
      state[i] = (y & 1) == 0 ? mixed : mixed ^ MATRIX_A;
    }
  }
}
