package io.lanistr.network.weights;

/** The parts of the network that can be frozen, or trained at a rate of their own. */
public enum Part {
  TEXT,
  IMAGE,
  SERIES,
  TABLE,
  PROJECTIONS,
  FUSION,
  HEADS
}
