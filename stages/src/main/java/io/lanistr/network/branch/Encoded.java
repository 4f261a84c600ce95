package io.lanistr.network.branch;

import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Tensor;

/**
 * Tokens of one modality for the fusion.
 *
 * @param part the modality's encoder
 * @param maskedOrNull tokens of the masked items, {@code [tokens, width]}; null outside pretraining
 * @param tokens tokens of the items as they are, in the same places
 * @param states what the encoder made of the items as they are, {@code [states, width of the
 *     encoder]}
 * @param groups which rows they belong to
 * @param lossOrNull loss of the modality, {@code [1, 1]}; null outside pretraining
 */
public record Encoded(
    Part part,
    Tensor maskedOrNull,
    Tensor tokens,
    Tensor states,
    Groups groups,
    Tensor lossOrNull) {

  /** The same with a loss. */
  public Encoded withLoss(Tensor loss) {
    return new Encoded(part, maskedOrNull, tokens, states, groups, loss);
  }
}
