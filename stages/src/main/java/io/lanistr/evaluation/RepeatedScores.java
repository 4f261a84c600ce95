package io.lanistr.evaluation;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * One metric, measured once for each seed.
 *
 * @param metric its name
 * @param seeds at least one
 * @param values one for each seed
 */
public record RepeatedScores(String metric, List<Long> seeds, List<Double> values) {
  private static final double COVERAGE = 0.95;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if they are empty or not equally long
   */
  public RepeatedScores {
    seeds = List.copyOf(seeds);
    values = List.copyOf(values);
    if (seeds.isEmpty() || seeds.size() != values.size()) {
      throw new IllegalArgumentException(
          "%s: %d values for %d seeds; each seed has one, and there must be one at least"
              .formatted(metric, values.size(), seeds.size()));
    }
  }

  /** The average over the seeds. */
  public double mean() {
    return values.stream().mapToDouble(v -> v).average().orElseThrow();
  }

  /** The sample standard deviation (divided by n - 1); NaN for one seed. */
  public double deviation() {
    double mean = mean();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1));
  }

  /**
   * Half the width of the 95 % confidence interval of the mean, by Student's t distribution; NaN
   * for one seed. It covers the chance that goes by the seeds, not that of the choice of test rows.
   */
  public double halfWidth() {
    if (values.size() < 2) {
      return Double.NaN;
    }
    // Without a generator: none is needed, and the default one is slow to start.
    TDistribution student = new TDistribution(null, values.size() - 1);
    return student.inverseCumulativeProbability((1 + COVERAGE) / 2)
        * deviation()
        / Math.sqrt(values.size());
  }

  /** The lower end of the confidence interval. */
  public double low() {
    return mean() - halfWidth();
  }

  /** The upper end of the confidence interval. */
  public double high() {
    return mean() + halfWidth();
  }

  /** For example {@code accuracy 0.812, deviation 0.034, 95 % interval 0.770 to 0.854, 5 seeds}. */
  @Override
  public String toString() {
    return values.size() < 2
        ? String.format(Locale.ROOT, "%s %.3f, 1 seed", metric, mean())
        : String.format(
            Locale.ROOT,
            "%s %.3f, deviation %.3f, 95 %% interval %.3f to %.3f, %d seeds",
            metric,
            mean(),
            deviation(),
            low(),
            high(),
            seeds.size());
  }
}
