package io.lanistr.pipeline.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The share of positive rows found against the share of negative rows taken for positive, as the
 * threshold falls. Rows with equal scores are one step, hence one slanted stretch.
 */
public record RocCurve(List<Double> falsePositives, List<Double> truePositives) {
  /** More points than this are thinned: a picture shows no more. */
  private static final int MOST_POINTS = 400;

  /** A test row's score for the positive class. */
  public record Scored(double score, boolean positive) {}

  /** Copies the lists. */
  public RocCurve {
    falsePositives = List.copyOf(falsePositives);
    truePositives = List.copyOf(truePositives);
  }

  /**
   * The curve of scored rows.
   *
   * @throws IllegalArgumentException if either kind of row is missing
   */
  public static RocCurve of(List<Scored> rows) {
    long positives = rows.stream().filter(Scored::positive).count();
    long negatives = rows.size() - positives;
    if (positives == 0 || negatives == 0) {
      throw new IllegalArgumentException(
          "a ROC curve needs rows of both classes: "
              + positives
              + " positive, "
              + negatives
              + " negative");
    }
    List<Scored> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble(Scored::score).reversed());
    List<Double> x = new ArrayList<>(List.of(0.0));
    List<Double> y = new ArrayList<>(List.of(0.0));
    long found = 0;
    int stride = Math.max(1, rows.size() / MOST_POINTS);
    int last = 0;
    for (int i = 0; i < sorted.size(); i++) {
      found += sorted.get(i).positive() ? 1 : 0;
      boolean end = i + 1 == sorted.size();
      boolean tie = !end && sorted.get(i).score() == sorted.get(i + 1).score();
      if (end || (!tie && i + 1 - last >= stride)) {
        x.add((i + 1 - found) / (double) negatives);
        y.add(found / (double) positives);
        last = i + 1;
      }
    }
    return new RocCurve(x, y);
  }
}
