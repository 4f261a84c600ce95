package io.lanistr.pipeline.experiment;

import java.util.List;

/**
 * Test rows by class and prediction.
 *
 * @param classes the names of the classes
 * @param counts rows of class {@code i} that were taken for class {@code j} at {@code [i][j]}
 */
public record Confusion(List<String> classes, List<List<Long>> counts) {
  /** Copies the lists. */
  public Confusion {
    classes = List.copyOf(classes);
    counts = counts.stream().map(List::copyOf).toList();
    int n = classes.size();
    if (counts.size() != n || counts.stream().anyMatch(row -> row.size() != n)) {
      throw new IllegalArgumentException("a confusion matrix of " + n + " classes must be square");
    }
  }

  /** The test rows of one class. */
  public long rowsOf(int label) {
    return counts.get(label).stream().mapToLong(v -> v).sum();
  }

  /** The share of a class's rows that were taken for that class; NaN if it has none. */
  public double recall(int label) {
    long rows = rowsOf(label);
    return rows == 0 ? Double.NaN : counts.get(label).get(label) / (double) rows;
  }
}
