package io.lanistr.network.fusion;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.Selection;
import io.lanistr.network.layer.Sequences;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;
import java.util.List;

/**
 * Sequences of the fusion: each row's CLS token, then the tokens of the modalities it has, in their
 * fixed order. A modality that a row lacks has no token, so nothing can attend to it.
 */
public final class FusionInput {
  private static final long STREAM = 14;

  private final Sequences sequences = new Sequences();
  private final Selection cls = new Selection();
  private int[] source = new int[0];
  private int[] sourceRow = new int[0];
  private int[] rows = new int[0];
  private int tokens;

  /**
   * @param encoded the modalities in the batch; with masked tokens in pretraining, whose sequences
   *     come first
   * @param clsToken {@code [1, d]}
   * @param keyed whether the tokens need randomness
   * @return {@code [T, d]}
   */
  Tensor pack(
      Pass pass,
      Batch batch,
      List<Encoded> encoded,
      Tensor clsToken,
      boolean twice,
      boolean keyed) {
    int modalities = encoded.size();
    Tensor[] sources = new Tensor[1 + 2 * modalities];
    sources[0] = clsToken;
    for (int m = 0; m < modalities; m++) {
      Encoded modality = encoded.get(m);
      sources[1 + m] = modality.tokens();
      sources[1 + modalities + m] = twice ? modality.maskedOrNull() : modality.tokens();
    }
    clear(batch);
    if (twice) {
      addHalf(batch, encoded, 1 + modalities);
    }
    addHalf(batch, encoded, 1);
    if (keyed) {
      sequences.key(batch, rows, batch.rows(), STREAM);
    }
    return Rows.pack(pass.tape(), sources, source, sourceRow, tokens);
  }

  private void clear(Batch batch) {
    tokens = 0;
    sequences.clear();
    cls.clear();
    rows = Grow.atLeast(rows, batch.rows());
    for (int r = 0; r < batch.rows(); r++) {
      rows[r] = r;
    }
  }

  private void addHalf(Batch batch, List<Encoded> encoded, int firstSource) {
    int[] next = new int[encoded.size()];
    for (int r = 0; r < batch.rows(); r++) {
      int start = tokens;
      cls.add(start);
      add(0, 0, 1);
      for (int m = 0; m < next.length; m++) {
        Groups groups = encoded.get(m).groups();
        int g = next[m];
        if (g < groups.count() && groups.row()[g] == r) {
          int from = groups.starts()[g];
          add(firstSource + m, from, groups.starts()[g + 1] - from);
          next[m]++;
        }
      }
      if (tokens == start + 1) {
        throw new IllegalArgumentException(
            "row id " + batch.rowId()[r] + " has no modality: leave such rows out of the batch");
      }
      sequences.add(tokens - start);
    }
  }

  private void add(int ofSource, int from, int count) {
    source = Grow.atLeast(source, tokens + count);
    sourceRow = Grow.atLeast(sourceRow, tokens + count);
    for (int i = 0; i < count; i++) {
      source[tokens] = ofSource;
      sourceRow[tokens] = from + i;
      tokens++;
    }
  }

  /** The rows' sequences; in pretraining those of the masked rows come first. */
  public Sequences sequences() {
    return sequences;
  }

  /** The CLS token of each sequence. */
  public Selection cls() {
    return cls;
  }
}
