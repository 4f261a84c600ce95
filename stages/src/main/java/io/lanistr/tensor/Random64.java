package io.lanistr.tensor;

/**
 * Stateless random numbers: draw i of a key is a hash of both (splitmix64: Steele, Lea, Flood,
 * "Fast splittable pseudorandom number generators", OOPSLA 2014). The same key gives the same
 * numbers on every machine, in any order and from any thread.
 */
public final class Random64 {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final float FLOAT_UNIT = 1f / (1 << 24);
  private static final double DOUBLE_UNIT = 1.0 / (1L << 53);

  private final long key;

  private Random64(long key) {
    this.key = key;
  }

  public static Random64 of(long seed) {
    return new Random64(mix(seed ^ GOLDEN));
  }

  /** The numbers of (seed, a), for instance (seed, epoch); likewise with more parts. */
  public static Random64 of(long seed, long a) {
    return of(seed).derive(a);
  }

  public static Random64 of(long seed, long a, long b) {
    return of(seed).derive(a).derive(b);
  }

  public static Random64 of(long seed, long a, long b, long c) {
    return of(seed).derive(a).derive(b).derive(c);
  }

  /** An independent sequence, determined by this one and {@code part}. */
  public Random64 derive(long part) {
    // Two rounds keep derive(i) clear of the draws nextLong(i) of the same key.
    return new Random64(mix(mix(key + GOLDEN * (part + 1)) ^ GOLDEN));
  }

  static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }

  /** 64 uniform bits. */
  public long nextLong(long index) {
    return mix(key + GOLDEN * (index + 1));
  }

  /** Uniform in [0, 1), multiples of 2^-24. */
  public float nextFloat(long index) {
    return (nextLong(index) >>> 40) * FLOAT_UNIT;
  }

  /** Uniform in [0, 1), multiples of 2^-53. */
  public double nextDouble(long index) {
    return (nextLong(index) >>> 11) * DOUBLE_UNIT;
  }

  /** Uniform in [0, bound). */
  public int nextInt(long index, int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound " + bound + " is not positive");
    }
    return (int) Math.multiplyHigh(nextLong(index) >>> 1, 2L * bound);
  }

  /** Standard normal (Box and Muller); index i uses the two uniforms 2i and 2i + 1. */
  public double nextGaussian(long index) {
    double radius = Math.sqrt(-2.0 * Math.log(1.0 - nextDouble(2 * index)));
    return radius * Math.cos(2.0 * Math.PI * nextDouble(2 * index + 1));
  }
}
