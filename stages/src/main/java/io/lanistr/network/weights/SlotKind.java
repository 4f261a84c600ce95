package io.lanistr.network.weights;

/** What a parameter is for; optimisers commonly decay only weights and embeddings. */
public enum SlotKind {
  /** Matrix of a linear map or a convolution. */
  WEIGHT,
  BIAS,
  /** Scale or shift of a normalisation. */
  NORM,
  /** Table of vectors that are looked up: words, positions, categories. */
  EMBEDDING,
  /** A single learned vector such as a CLS or mask token. */
  TOKEN
}
