package io.lanistr.network;

/** The terms that a step's loss may consist of. */
enum LossTerm {
  TEXT,
  IMAGE,
  SERIES,
  TABLE,
  SIMILARITY,
  CLASSIFICATION
}
