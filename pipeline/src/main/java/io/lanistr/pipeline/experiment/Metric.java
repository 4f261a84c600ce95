package io.lanistr.pipeline.experiment;

import java.util.Locale;

/** What test rows are judged by; larger is better for both, and 1 is the best. */
public enum Metric {
  ACCURACY("accuracy"),
  /** Area under the ROC curve; one-vs-rest and averaged over classes where there are several. */
  AUROC("AUROC");

  private final String title;

  Metric(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** For files and the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The other one. */
  public Metric other() {
    return this == ACCURACY ? AUROC : ACCURACY;
  }

  /** The metric that LANISTR's authors use for a task with so many classes (section 4). */
  public static Metric usual(int classes) {
    return classes == 2 ? AUROC : ACCURACY;
  }

  /**
   * The metric with this key.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Metric of(String key) {
    for (Metric metric : values()) {
      if (metric.key().equals(key)) {
        return metric;
      }
    }
    throw new IllegalArgumentException("metric '" + key + "' is unknown: use accuracy or auroc");
  }
}
