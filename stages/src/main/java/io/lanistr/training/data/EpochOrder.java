package io.lanistr.training.data;

import io.lanistr.tensor.Random64;

/**
 * The order in which an epoch visits rows: a permutation of 0..rows-1 that is keyed by (seed,
 * epoch) and can be evaluated for a single row, so that every executor finds the steps of its own
 * rows without knowing the others'.
 *
 * <p>The rows are cut into as many runs of neighbours as a batch has rows, and each batch takes one
 * row of every run: so executors, which hold neighbours, have equal parts of every batch, where
 * batches drawn from all rows at once would leave most of them waiting for the one with the most.
 * As rows lie in the order of a hash of what they hold, runs are no different from each other.
 *
 * <p>Within a run, a Feistel network permutes the smallest even number of bits that holds its rows;
 * results outside the range are permuted again until they fall into it ("cycle walking", Black and
 * Rogaway, "Ciphers with Arbitrary Finite Domains", 2002). The domain is less than four times the
 * range, so this takes fewer than four rounds on average.
 */
public final class EpochOrder {
  private static final int ROUNDS = 6;

  private final long rows;
  private final long runs;
  private final long shortRun;
  private final long longRuns;
  private final int halfBits;
  private final long halfMask;
  private final Random64[] rounds = new Random64[ROUNDS];

  /**
   * @param rows number of rows, at least 1 and less than 2^62
   * @param batchSize rows of a step; the last one of an epoch may have fewer
   */
  public EpochOrder(long rows, int batchSize, long seed, int epoch) {
    if (rows < 1 || rows >= 1L << 62) {
      throw new IllegalArgumentException("rows must be in 1..2^62-1: " + rows);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("the batch size must be at least 1: " + batchSize);
    }
    this.rows = rows;
    runs = Math.min(batchSize, rows);
    shortRun = rows / runs;
    longRuns = rows % runs;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(shortRun);
    halfBits = Math.max(1, (bits + 1) / 2);
    halfMask = (1L << halfBits) - 1;
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = Random64.of(seed, epoch, round);
    }
  }

  /** When the row of this index is visited: 0 is first. */
  public long position(long index) {
    check(index);
    long run = run(index);
    long batch = index - start(run);
    do {
      batch = encrypt(batch, run);
    } while (batch >= length(run));
    return batch * runs + (batch < shortRun ? run : longRunsBefore(run));
  }

  /** Which row is visited at this position: the inverse of {@link #position}. */
  public long index(long position) {
    check(position);
    long batch = position / runs;
    long place = position % runs;
    long run = batch < shortRun ? place : longRun(place);
    long within = batch;
    do {
      within = decrypt(within, run);
    } while (within >= length(run));
    return start(run) + within;
  }

  /** Long runs have one row more; they are spread evenly among the short ones. */
  private long longRunsBefore(long run) {
    return run * longRuns / runs;
  }

  /** The inverse of {@link #longRunsBefore} for long runs. */
  private long longRun(long number) {
    return ((number + 1) * runs + longRuns - 1) / longRuns - 1;
  }

  private long start(long run) {
    return run * shortRun + longRunsBefore(run);
  }

  private long length(long run) {
    return start(run + 1) - start(run);
  }

  private long run(long index) {
    long run = Math.min(runs - 1, (long) ((double) index / rows * runs));
    while (start(run) > index) {
      run--;
    }
    while (start(run + 1) <= index) {
      run++;
    }
    return run;
  }

  private long encrypt(long x, long run) {
    long left = x >>> halfBits;
    long right = x & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long next = left ^ mask(round, right, run);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }

  private long decrypt(long x, long run) {
    long left = x >>> halfBits;
    long right = x & halfMask;
    for (int round = ROUNDS - 1; round >= 0; round--) {
      long previous = right ^ mask(round, left, run);
      right = left;
      left = previous;
    }
    return left << halfBits | right;
  }

  /** Both numbers have at most 31 bits. */
  private long mask(int round, long half, long run) {
    return rounds[round].nextLong(run << 31 | half) & halfMask;
  }

  private void check(long x) {
    if (x < 0 || x >= rows) {
      throw new IndexOutOfBoundsException(x + " is not in 0.." + (rows - 1));
    }
  }
}
