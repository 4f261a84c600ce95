package io.lanistr.network.branch;

import io.lanistr.tensor.Tensor;

/**
 * Tokens of one modality for the fusion.
 *
 * @param maskedOrNull tokens of the masked items, {@code [tokens, width]}; null outside pretraining
 * @param tokens tokens of the items as they are, in the same places
 * @param groups which rows they belong to
 * @param lossOrNull loss of the modality, {@code [1, 1]}; null outside pretraining
 */
public record Encoded(Tensor maskedOrNull, Tensor tokens, Groups groups, Tensor lossOrNull) {

  /** Tokens of both halves when they lie in one tensor, masked ones first. */
  static Encoded halves(Tensor both, Groups groups, Tensor loss) {
    int n = groups.tokens();
    return new Encoded(both.rowsView(0, n), both.rowsView(n, n), groups, loss);
  }

  /** The same with a loss. */
  public Encoded withLoss(Tensor loss) {
    return new Encoded(maskedOrNull, tokens, groups, loss);
  }
}
