package io.lanistr.network.layer;

import io.lanistr.network.batch.Grow;

/** Tokens whose final states are needed; the last layer leaves the others out. */
public final class Selection {
  private int count;
  private int[] tokens = new int[64];
  private long[] keys = new long[0];

  /** Forgets all tokens. */
  public void clear() {
    count = 0;
  }

  /** Adds a token by its place in the packing. */
  public void add(int token) {
    tokens = Grow.atLeast(tokens, count + 1);
    tokens[count++] = token;
  }

  /** Number of tokens. */
  public int count() {
    return count;
  }

  /** The tokens, in the order in which they are wanted. */
  public int[] tokens() {
    return tokens;
  }

  /** Randomness of the selected tokens. */
  long[] keys(Sequences sequences) {
    keys = Grow.atLeast(keys, count);
    for (int i = 0; i < count; i++) {
      keys[i] = sequences.tokenKey()[tokens[i]];
    }
    return keys;
  }
}
