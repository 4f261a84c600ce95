package io.lanistr.network.batch;

import java.util.Arrays;

/** Texts of a batch: their tokens one after another. */
public final class TextItems extends Items {
  private int[] starts = new int[16];
  private int[] tokens = new int[256];
  private boolean[] masked = new boolean[256];
  private boolean[] valid = new boolean[256];
  private boolean padded;

  /** Adds a text without padding. */
  public void add(int row, int[] ids, int from, int length) {
    int at = reserve(row, length);
    System.arraycopy(ids, from, tokens, at, length);
    Arrays.fill(valid, at, at + length, true);
  }

  /** Adds a text some of whose tokens are padding, which is not attended to. */
  public void addPadded(int row, int[] ids, boolean[] isValid, int from, int length) {
    int at = reserve(row, length);
    System.arraycopy(ids, from, tokens, at, length);
    System.arraycopy(isValid, from, valid, at, length);
    padded = true;
  }

  private int reserve(int row, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a text of row " + row + " has no tokens");
    }
    int at = tokenCount();
    tokens = Grow.atLeast(tokens, at + length);
    masked = Grow.atLeast(masked, at + length);
    valid = Grow.atLeast(valid, at + length);
    Arrays.fill(masked, at, at + length, false);
    int item = append(row);
    starts = Grow.atLeast(starts, item + 2);
    starts[item + 1] = at + length;
    return at;
  }

  /** Number of tokens of all texts. */
  public int tokenCount() {
    return starts[count()];
  }

  /** Text i holds tokens {@code [starts[i], starts[i + 1])}. */
  public int[] starts() {
    return starts;
  }

  /** Token ids. */
  public int[] tokens() {
    return tokens;
  }

  /** Which tokens are hidden in pretraining. */
  public boolean[] masked() {
    return masked;
  }

  /** Which tokens are no padding, or null if all are. */
  public boolean[] validOrNull() {
    return padded ? valid : null;
  }

  @Override
  public void clear() {
    super.clear();
    padded = false;
  }
}
