package io.lanistr.network.weights;

/** The parts of the network that can be frozen, or trained at a rate of their own. */
public enum Part {
  TEXT,
  IMAGE,
  SERIES,
  TABLE,
  PROJECTIONS,
  FUSION,
  HEADS;

  /** Whether this is the encoder of a modality. */
  public boolean isEncoder() {
    return this == TEXT || this == IMAGE || this == SERIES || this == TABLE;
  }
}
