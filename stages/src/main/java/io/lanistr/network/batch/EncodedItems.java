package io.lanistr.network.batch;

/**
 * Items of a modality as their encoder's states: for each item one state, or one a token.
 *
 * <p>States are constants: nothing is learned through them.
 */
public final class EncodedItems extends Items {
  private final int width;
  private int[] starts = new int[16];
  private float[] states = new float[0];

  public EncodedItems(int width) {
    this.width = width;
  }

  /**
   * Adds an item whose states the caller writes.
   *
   * @return position of its first value in {@link #states}, which may be a new array now
   */
  public int add(int row, int tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException("an encoded item of row " + row + " has no states");
    }
    int at = tokenCount();
    int item = append(row);
    starts = Grow.atLeast(starts, item + 2);
    starts[item + 1] = at + tokens;
    states = Grow.atLeast(states, Math.multiplyExact(at + tokens, width));
    return at * width;
  }

  /** Width of a state. */
  public int width() {
    return width;
  }

  /** Number of states of all items. */
  public int tokenCount() {
    return starts[count()];
  }

  /** Item i has the states {@code [starts[i], starts[i + 1])}. */
  public int[] starts() {
    return starts;
  }

  /** All states, one after another. */
  public float[] states() {
    return states;
  }
}
