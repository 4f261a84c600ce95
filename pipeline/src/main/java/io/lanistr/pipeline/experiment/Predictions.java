package io.lanistr.pipeline.experiment;

import io.lanistr.evaluation.Auroc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a system said about the test rows, on the driver.
 *
 * @param labels [rows], the true classes
 * @param probabilities [rows, classes]
 */
public record Predictions(int[] labels, double[][] probabilities) {
  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if there is no row or the numbers of rows differ
   */
  public Predictions {
    if (labels.length == 0 || labels.length != probabilities.length) {
      throw new IllegalArgumentException(
          labels.length + " labels for " + probabilities.length + " rows of probabilities");
    }
  }

  /** The value of a metric. */
  public double value(Metric metric) {
    return switch (metric) {
      case ACCURACY -> accuracy();
      case AUROC -> auroc();
    };
  }

  /** The share of rows whose most likely class is the true one; of equals, the first counts. */
  public double accuracy() {
    int right = 0;
    for (int row = 0; row < labels.length; row++) {
      right += mostLikely(row) == labels[row] ? 1 : 0;
    }
    return right / (double) labels.length;
  }

  /**
   * The exact area under the ROC curve of class 1, or, with more classes, the mean over those that
   * occur of each against the rest; NaN if one class alone occurs.
   */
  public double auroc() {
    int classes = probabilities[0].length;
    double sum = 0;
    int counted = 0;
    for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
      boolean[] positive = positives(c);
      long found = count(c);
      if (found > 0 && found < labels.length) {
        sum += Auroc.binary(scores(c), positive, null);
        counted++;
      }
    }
    return counted == 0 ? Double.NaN : sum / counted;
  }

  /** Rows by class and prediction. */
  public Confusion confusion(List<String> classes) {
    long[][] counts = new long[classes.size()][classes.size()];
    for (int row = 0; row < labels.length; row++) {
      counts[labels[row]][mostLikely(row)]++;
    }
    List<List<Long>> rows = new ArrayList<>();
    for (long[] row : counts) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return new Confusion(classes, rows);
  }

  /** The ROC curve of class 1 of two; empty for more classes or if one class alone occurs. */
  public Optional<RocCurve> roc() {
    boolean both = Arrays.stream(labels).distinct().count() == 2;
    if (probabilities[0].length != 2 || !both) {
      return Optional.empty();
    }
    List<RocCurve.Scored> rows = new ArrayList<>();
    for (int row = 0; row < labels.length; row++) {
      rows.add(new RocCurve.Scored(probabilities[row][1], labels[row] == 1));
    }
    return Optional.of(RocCurve.of(rows));
  }

  private int mostLikely(int row) {
    int best = 0;
    for (int c = 1; c < probabilities[row].length; c++) {
      best = probabilities[row][c] > probabilities[row][best] ? c : best;
    }
    return best;
  }

  private long count(int c) {
    return Arrays.stream(labels).filter(label -> label == c).count();
  }

  private boolean[] positives(int c) {
    boolean[] positive = new boolean[labels.length];
    for (int row = 0; row < labels.length; row++) {
      positive[row] = labels[row] == c;
    }
    return positive;
  }

  private double[] scores(int c) {
    double[] scores = new double[labels.length];
    for (int row = 0; row < labels.length; row++) {
      scores[row] = probabilities[row][c];
    }
    return scores;
  }
}
