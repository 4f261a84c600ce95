package io.lanistr.udf.series;

import java.io.Serializable;
import java.util.List;

/**
 * A channel of raw, written events.
 *
 * @param categories the possible values of a categorical channel, one column each; empty for a
 *     number
 * @param usual the value that imputation falls back to, written as in the events; empty for none
 */
public record SeriesChannel(String name, List<String> categories, String usual)
    implements Serializable {
  public SeriesChannel {
    categories = List.copyOf(categories);
  }

  boolean categorical() {
    return !categories.isEmpty();
  }

  /** Columns of the discretized series. */
  int width() {
    return Math.max(1, categories.size());
  }

  /** A written value as a number: itself, or the position of its category; NaN when empty. */
  float parse(String value) {
    if (value == null || value.isEmpty()) {
      return Float.NaN;
    }
    if (!categorical()) {
      return Float.parseFloat(value);
    }
    int category = categories.indexOf(value);
    if (category < 0) {
      throw new IllegalArgumentException(
          "channel '%s' has the value '%s', none of its categories %s"
              .formatted(name, value, categories));
    }
    return category;
  }
}
