package io.lanistr.training.data;

import io.lanistr.tensor.Random64;

/**
 * The order in which an epoch visits rows: a permutation of 0..rows-1 that is keyed by (seed,
 * epoch) and can be evaluated for a single row, so that every executor finds the steps of its own
 * rows without knowing the others'.
 *
 * <p>A Feistel network permutes the smallest even number of bits that holds all rows; results
 * outside the range are permuted again until they fall into it ("cycle walking", Black and Rogaway,
 * "Ciphers with Arbitrary Finite Domains", 2002). The domain is less than four times the range, so
 * this takes fewer than four rounds on average.
 */
public final class EpochOrder {
  private static final int ROUNDS = 6;

  private final long rows;
  private final int halfBits;
  private final long halfMask;
  private final Random64[] rounds = new Random64[ROUNDS];

  /**
   * @param rows number of rows, at least 1 and less than 2^62
   */
  public EpochOrder(long rows, long seed, int epoch) {
    if (rows < 1 || rows >= 1L << 62) {
      throw new IllegalArgumentException("rows must be in 1..2^62-1: " + rows);
    }
    this.rows = rows;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(rows - 1);
    halfBits = Math.max(1, (bits + 1) / 2);
    halfMask = (1L << halfBits) - 1;
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = Random64.of(seed, epoch, round);
    }
  }

  /** When the row of this index is visited: 0 is first. */
  public long position(long index) {
    check(index);
    long x = index;
    do {
      x = encrypt(x);
    } while (x >= rows);
    return x;
  }

  /** Which row is visited at this position: the inverse of {@link #position}. */
  public long index(long position) {
    check(position);
    long x = position;
    do {
      x = decrypt(x);
    } while (x >= rows);
    return x;
  }

  private long encrypt(long x) {
    long left = x >>> halfBits;
    long right = x & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ (rounds[round].nextLong(right) & halfMask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  private long decrypt(long x) {
    long left = x >>> halfBits;
    long right = x & halfMask;
    for (int round = ROUNDS - 1; round >= 0; round--) {
      long previous = right ^ (rounds[round].nextLong(left) & halfMask);
      right = left;
      left = previous;
    }
    return left << halfBits | right;
  }

  private void check(long x) {
    if (x < 0 || x >= rows) {
      throw new IndexOutOfBoundsException(x + " is not in 0.." + (rows - 1));
    }
  }
}
