package io.lanistr.training;

import java.util.Locale;

/** What a training minimises. */
public enum Objective {
  /** The masking losses of all rows, without labels. */
  PRETRAINING,
  /** The weighted loss of the head on the labelled rows; others are left out. */
  FINE_TUNING;

  /** In messages and names of files: "pretraining", "fine-tuning". */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
