package io.lanistr.pipeline.experiment;

import java.util.List;

/** One metric's values, one per seed. */
public record Scores(List<Double> seeds) {
  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Scores {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("scores need at least one seed");
    }
    seeds = List.copyOf(seeds);
  }

  /** The average over the seeds. */
  public double mean() {
    return seeds.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  /** The sample standard deviation (divided by n - 1); 0 for one seed. */
  public double deviation() {
    if (seeds.size() < 2) {
      return 0;
    }
    double mean = mean();
    double squares = seeds.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (seeds.size() - 1));
  }
}
