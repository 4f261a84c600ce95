package io.lanistr.pipeline.experiment;

import java.util.List;

/**
 * A number that was watched during training.
 *
 * @param name what it is, for example {@code mlm}
 * @param at when, in epochs
 * @param values one for each time
 */
public record Curve(String name, List<Double> at, List<Double> values) {
  /** Copies the lists. */
  public Curve {
    if (at.size() != values.size()) {
      throw new IllegalArgumentException(
          "curve " + name + ": " + at.size() + " times for " + values.size() + " values");
    }
    at = List.copyOf(at);
    values = List.copyOf(values);
  }
}
