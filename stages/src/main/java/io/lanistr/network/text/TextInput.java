package io.lanistr.network.text;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.batch.TextItems;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.layer.Sequences;
import java.util.Arrays;

/** Ids and positions of the tokens of a pass; reused. */
public final class TextInput {
  private static final long STREAM = 11;

  private final TextConfig config;
  private final Sequences sequences = new Sequences();
  private int[] ids = new int[0];
  private int[] positions = new int[0];
  private int[] types = new int[0];

  public TextInput(TextConfig config) {
    this.config = config;
  }

  /**
   * Takes the texts of a batch; in pretraining twice, with mask ids first.
   *
   * @param keyed whether the tokens need randomness
   */
  public void fill(Batch batch, boolean pretraining, boolean keyed) {
    TextItems texts = batch.text();
    int half = texts.tokenCount();
    int n = pretraining ? 2 * half : half;
    ids = Grow.atLeast(ids, n);
    positions = Grow.atLeast(positions, n);
    types = Grow.atLeast(types, n);
    sequences.clear();
    for (int from = 0; from < n; from += half) {
      sequences.addAll(texts.starts(), texts.count(), texts.validOrNull());
      System.arraycopy(texts.tokens(), 0, ids, from, half);
    }
    for (int i = 0; i < half && pretraining; i++) {
      if (texts.masked()[i]) {
        ids[i] = config.maskId();
      }
    }
    for (int s = 0; s < sequences.count(); s++) {
      int start = sequences.starts()[s];
      int length = sequences.starts()[s + 1] - start;
      if (length > config.maxPositions()) {
        long row = batch.rowId()[texts.row()[s % texts.count()]];
        throw new IllegalArgumentException(
            "a text of row id "
                + row
                + " has "
                + length
                + " tokens, more than maxPositions "
                + config.maxPositions());
      }
      for (int i = 0; i < length; i++) {
        positions[start + i] = i;
      }
    }
    Arrays.fill(types, 0, n, 0);
    if (keyed) {
      sequences.key(batch, texts, STREAM);
    }
  }

  Sequences sequences() {
    return sequences;
  }

  int[] ids() {
    return ids;
  }

  int[] positions() {
    return positions;
  }

  /** Token types, all 0. */
  int[] types() {
    return types;
  }
}
