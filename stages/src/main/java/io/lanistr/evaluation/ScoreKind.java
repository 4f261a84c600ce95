package io.lanistr.evaluation;

/** What the scored column holds. */
enum ScoreKind {
  /** A vector of probabilities, one per class: each class is ranked by its own. */
  PROBABILITIES,
  /** A vector of logits, one per class: each class is ranked by its log odds under softmax. */
  LOGITS,
  /** One number per row that ranks class 1 above class 0. */
  NUMBER
}
