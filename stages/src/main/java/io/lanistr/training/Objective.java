package io.lanistr.training;

/** What a training minimises. */
public enum Objective {
  /** The masking losses of all rows, without labels. */
  PRETRAINING,
  /** The weighted loss of the head on the labelled rows; others are left out. */
  FINE_TUNING
}
