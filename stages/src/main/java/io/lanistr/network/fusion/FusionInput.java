package io.lanistr.network.fusion;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.Selection;
import io.lanistr.network.layer.Sequences;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of the fusion: each row's CLS token, then the tokens of the modalities it has, in their
 * fixed order. A modality that a row lacks has no token, so nothing can attend to it, or a learned
 * one at the end.
 */
public final class FusionInput {
  private static final long STREAM = 14;

  private final Sequences sequences = new Sequences();
  private final Selection cls = new Selection();
  private final Selection views = new Selection();
  private int[] source = new int[0];
  private int[] sourceRow = new int[0];
  private int[] rows = new int[0];
  private int[] firstSet = new int[0];
  private int tokens;
  private int firstMissing;
  private List<Part> parts = List.of();

  /** How each row of a batch occurs. */
  enum Form {
    /** As it is. */
    ONCE,
    /** Masked, and as it is. */
    TWICE,
    /** Masked with some of its modalities, and as it is with the others. */
    PARTED
  }

  /**
   * @param encoded the modalities in the batch; with masked tokens in pretraining, whose sequences
   *     come first
   * @param clsToken {@code [1, d]}
   * @param missing tokens for what rows lack
   * @param form how rows occur
   * @param keyed whether the tokens need randomness
   * @return {@code [T, d]}
   */
  Tensor pack(
      Pass pass,
      Batch batch,
      List<Encoded> encoded,
      Tensor clsToken,
      MissingTokens missing,
      Form form,
      boolean keyed) {
    int modalities = encoded.size();
    firstMissing = 1 + 2 * modalities;
    Tensor[] sources = new Tensor[firstMissing + missing.count()];
    for (int i = 0; i < missing.count(); i++) {
      sources[firstMissing + i] = missing.token(i);
    }
    sources[0] = clsToken;
    for (int m = 0; m < modalities; m++) {
      Encoded modality = encoded.get(m);
      sources[1 + m] = modality.tokens();
      sources[1 + modalities + m] = form == Form.ONCE ? modality.tokens() : modality.maskedOrNull();
    }
    clear(batch);
    parts = parts(encoded, missing);
    switch (form) {
      case ONCE -> addHalf(batch, encoded, missing, 1, Half.WHOLE);
      case TWICE -> {
        addHalf(batch, encoded, missing, 1 + modalities, Half.WHOLE);
        addHalf(batch, encoded, missing, 1, Half.WHOLE);
      }
      case PARTED -> {
        split(batch, encoded);
        addHalf(batch, encoded, missing, 1 + modalities, Half.FIRST_SET);
        addHalf(batch, encoded, missing, 1, Half.SECOND_SET);
      }
    }
    if (keyed) {
      sequences.key(batch, rows, batch.rows(), STREAM);
    }
    return Rows.pack(pass.tape(), sources, source, sourceRow, tokens);
  }

  /** The modality of each source after the CLS token, the two forms of the encoded ones first. */
  private static List<Part> parts(List<Encoded> encoded, MissingTokens missing) {
    List<Part> parts = new ArrayList<>();
    for (int form = 0; form < 2; form++) {
      encoded.forEach(one -> parts.add(one.part()));
    }
    for (int i = 0; i < missing.count(); i++) {
      parts.add(missing.part(i));
    }
    return parts;
  }

  /** The modality of a token, or null for a CLS token. */
  Part modality(int token) {
    return source[token] == 0 ? null : parts.get(source[token] - 1);
  }

  private void clear(Batch batch) {
    tokens = 0;
    sequences.clear();
    cls.clear();
    views.clear();
    rows = Grow.atLeast(rows, batch.rows());
    for (int r = 0; r < batch.rows(); r++) {
      rows[r] = r;
    }
  }

  private enum Half {
    WHOLE,
    FIRST_SET,
    SECOND_SET
  }

  /** Parts each row's modalities; {@code firstSet} is negative where there is but one. */
  private void split(Batch batch, List<Encoded> encoded) {
    firstSet = Grow.atLeast(firstSet, batch.rows());
    java.util.Arrays.fill(firstSet, 0, batch.rows(), 0);
    for (int m = 0; m < encoded.size(); m++) {
      Groups groups = encoded.get(m).groups();
      for (int g = 0; g < groups.count(); g++) {
        firstSet[groups.row()[g]] |= 1 << m;
      }
    }
    for (int r = 0; r < batch.rows(); r++) {
      int first = ModalitySplit.first(batch, r, firstSet[r]);
      firstSet[r] = first == firstSet[r] ? -1 : first;
    }
  }

  private boolean shows(Half half, int row, int modality) {
    return half == Half.WHOLE
        || firstSet[row] < 0
        || (firstSet[row] >> modality & 1) == (half == Half.FIRST_SET ? 1 : 0);
  }

  private void addHalf(
      Batch batch, List<Encoded> encoded, MissingTokens missing, int firstSource, Half half) {
    int[] next = new int[encoded.size()];
    for (int r = 0; r < batch.rows(); r++) {
      int start = tokens;
      cls.add(start);
      if (half != Half.WHOLE && firstSet[r] >= 0) {
        views.add(start);
      }
      add(0, 0, 1);
      int shown = 0;
      for (int m = 0; m < next.length; m++) {
        Groups groups = encoded.get(m).groups();
        int g = next[m];
        if (g < groups.count() && groups.row()[g] == r) {
          int from = groups.starts()[g];
          if (shows(half, r, m)) {
            add(firstSource + m, from, groups.starts()[g + 1] - from);
            shown |= 1 << encoded.get(m).part().ordinal();
          }
          next[m]++;
        }
      }
      if (tokens == start + 1) {
        throw new IllegalArgumentException(
            "row id " + batch.rowId()[r] + " has no modality: leave such rows out of the batch");
      }
      for (int i = 0; i < missing.count(); i++) {
        if ((shown >> missing.part(i).ordinal() & 1) == 0) {
          add(firstMissing + i, 0, 1);
        }
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

  /**
   * The CLS tokens of the rows that were split, those of the masked halves first; empty without a
   * split.
   */
  Selection views() {
    return views;
  }

  /** The CLS token of each sequence. */
  public Selection cls() {
    return cls;
  }
}
