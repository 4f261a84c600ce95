package io.lanistr.network.config;

/**
 * BERT encoder (Devlin et al., arXiv:1810.04805).
 *
 * @param vocabulary number of token ids
 * @param maxPositions longest text in tokens
 * @param tokenTypes rows of the token-type table, of which row 0 is used
 * @param padId id of [PAD]; its embedding gets no gradient
 * @param clsId id of [CLS], the first token of every text
 * @param sepId id of [SEP]
 * @param maskId id of [MASK]
 * @param encoder sizes of the transformer
 */
public record TextConfig(
    int vocabulary,
    int maxPositions,
    int tokenTypes,
    int padId,
    int clsId,
    int sepId,
    int maskId,
    TransformerConfig encoder) {

  /** The same with another dropout. */
  public TextConfig withDropout(float rate) {
    return new TextConfig(
        vocabulary,
        maxPositions,
        tokenTypes,
        padId,
        clsId,
        sepId,
        maskId,
        encoder.withDropout(rate));
  }

  public TextConfig {
    Checks.positive("vocabulary", vocabulary);
    Checks.positive("maxPositions", maxPositions);
    Checks.positive("tokenTypes", tokenTypes);
    for (int id : new int[] {padId, clsId, sepId, maskId}) {
      if (id < 0 || id >= vocabulary) {
        throw new IllegalArgumentException(
            "special token id " + id + " is not in the vocabulary of " + vocabulary);
      }
    }
  }

  /** With one token type. */
  public static TextConfig of(
      int vocabulary,
      int maxPositions,
      int padId,
      int clsId,
      int sepId,
      int maskId,
      TransformerConfig encoder) {
    return new TextConfig(vocabulary, maxPositions, 1, padId, clsId, sepId, maskId, encoder);
  }
}
