package io.lanistr.network;

import io.lanistr.tensor.Sum;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.Arrays;

/** Loss terms of one step with their weights; a term may be absent. Reused. */
final class StepLosses {
  private static final int TERMS = LossTerm.values().length;

  private final Tensor[] terms = new Tensor[TERMS];
  private final float[] weights = new float[TERMS];

  void clear() {
    Arrays.fill(terms, null);
  }

  void add(LossTerm term, Tensor valueOrNull, float weight) {
    terms[term.ordinal()] = valueOrNull;
    weights[term.ordinal()] = weight;
  }

  /** Value of a term, unweighted; 0 if it is absent. */
  private double value(LossTerm term) {
    Tensor value = terms[term.ordinal()];
    return value == null ? 0 : value.scalar();
  }

  /** Weighted sum of the terms, times {@code scale}: {@code [1, 1]}. */
  Tensor total(Tape tape, float scale) {
    Tensor[] present = new Tensor[TERMS];
    float[] scaled = new float[TERMS];
    int n = 0;
    for (int i = 0; i < TERMS; i++) {
      if (terms[i] != null) {
        present[n] = terms[i];
        scaled[n++] = weights[i] * scale;
      }
    }
    return Sum.weighted(tape, Arrays.copyOf(present, n), scaled);
  }

  /** The terms' values and their weighted sum. */
  StepReport report(double spread, long tokens) {
    double total = 0;
    for (LossTerm term : LossTerm.values()) {
      total += value(term) * weights[term.ordinal()];
    }
    return new StepReport(
        total,
        value(LossTerm.TEXT),
        value(LossTerm.IMAGE),
        value(LossTerm.SERIES),
        value(LossTerm.TABLE),
        value(LossTerm.SIMILARITY),
        value(LossTerm.CLASSIFICATION),
        spread,
        tokens);
  }
}
