package io.lanistr.pipeline.dataset;

import java.util.Locale;

/** The kinds of evidence that a row may hold. */
public enum Modality {
  TEXT("text"),
  IMAGE("image"),
  SERIES("time series"),
  TABLE("table");

  private final String title;

  Modality(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** For names of columns and systems. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
