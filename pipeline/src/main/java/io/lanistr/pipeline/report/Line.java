package io.lanistr.pipeline.report;

import java.util.List;

/**
 * One line of a {@link LineChart}.
 *
 * @param name its entry in the legend
 * @param x positions along the horizontal axis
 * @param y heights, one for each position
 * @param spread half the height of the band around each point; empty for no band
 */
public record Line(String name, List<Double> x, List<Double> y, List<Double> spread) {
  public Line {
    if (x.size() != y.size() || !(spread.isEmpty() || spread.size() == x.size())) {
      throw new IllegalArgumentException(
          String.format(
              "line '%s' has %d positions, %d heights and %d spreads",
              name, x.size(), y.size(), spread.size()));
    }
    x = List.copyOf(x);
    y = List.copyOf(y);
    spread = List.copyOf(spread);
  }

  /** A line without a band. */
  public Line(String name, List<Double> x, List<Double> y) {
    this(name, x, y, List.of());
  }

  double half(int i) {
    return spread.isEmpty() ? 0 : spread.get(i);
  }
}
