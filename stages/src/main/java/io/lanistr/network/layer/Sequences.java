package io.lanistr.network.layer;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.batch.Items;
import io.lanistr.tensor.Random64;
import io.lanistr.tensor.SegmentMean;
import io.lanistr.tensor.Tensor;

/** Where the sequences of packed tokens begin, what may be attended to, and their randomness. */
public final class Sequences {
  private int[] owner = new int[0];
  private int count;
  private int[] starts = new int[16];
  private boolean[] valid = new boolean[0];
  private boolean padded;
  private long[] tokenKey = new long[0];
  private boolean keyed;

  /** Forgets all sequences. */
  public void clear() {
    count = 0;
    padded = false;
    keyed = false;
  }

  /** Adds a sequence without padding. */
  public void add(int length) {
    starts = Grow.atLeast(starts, count + 2);
    starts[count + 1] = starts[count] + length;
    count++;
  }

  /** Adds the sequences of a packing again, with the validity of its tokens. */
  public void addAll(int[] otherStarts, int otherCount, boolean[] validOrNull) {
    int before = tokens();
    for (int i = 0; i < otherCount; i++) {
      add(otherStarts[i + 1] - otherStarts[i]);
    }
    if (validOrNull != null) {
      valid = Grow.atLeast(valid, tokens());
      System.arraycopy(validOrNull, 0, valid, before, tokens() - before);
      padded = true;
    }
  }

  /**
   * Gives each token randomness of its own, from the seed, the epoch, its row, its place in the row
   * and its place in the sequence. So dropout does not depend on what else is in the batch.
   *
   * @param row row of each sequence of one half
   * @param half number of sequences of a half: masked ones first, if there are two
   * @param stream tells modalities apart
   */
  public void key(Batch batch, int[] row, int half, long stream) {
    tokenKey = Grow.atLeast(tokenKey, tokens());
    for (int s = 0; s < count; s++) {
      int item = s % half;
      int place = 0;
      while (item - place > 0 && row[item - place - 1] == row[item]) {
        place++;
      }
      Random64 random =
          Random64.of(batch.seed(), batch.epoch(), batch.rowId()[row[item]], stream)
              .derive(2L * place + s / half);
      for (int t = starts[s]; t < starts[s + 1]; t++) {
        tokenKey[t] = random.nextLong(t - starts[s]);
      }
    }
    keyed = true;
  }

  /** The same for the sequences of a modality. */
  public void key(Batch batch, Items items, long stream) {
    key(batch, items.row(), items.count(), stream);
  }

  /** Number of sequences. */
  public int count() {
    return count;
  }

  /** Number of tokens of all sequences. */
  public int tokens() {
    return starts[count];
  }

  /** Sequence i holds tokens {@code [starts[i], starts[i + 1])}. */
  public int[] starts() {
    return starts;
  }

  /**
   * Average of each sequence's tokens.
   *
   * @param x {@code [tokens, d]}
   * @return {@code [sequences, d]}
   */
  public Tensor means(Pass pass, Tensor x) {
    return SegmentMean.apply(pass.tape(), x, sequenceOfToken(), tokens(), count, 1);
  }

  /** Sequence of each token. */
  private int[] sequenceOfToken() {
    owner = Grow.atLeast(owner, tokens());
    for (int s = 0; s < count; s++) {
      java.util.Arrays.fill(owner, starts[s], starts[s + 1], s);
    }
    return owner;
  }

  /** Tokens that may be attended to, or null if all may. */
  public boolean[] validOrNull() {
    return padded ? valid : null;
  }

  /** Randomness of each token. */
  public long[] tokenKey() {
    if (!keyed) {
      throw new IllegalStateException("dropout needs sequences with keys");
    }
    return tokenKey;
  }
}
