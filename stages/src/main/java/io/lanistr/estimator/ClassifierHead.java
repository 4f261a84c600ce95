package io.lanistr.estimator;

import io.lanistr.network.batch.Batch;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;

/** Logits, probabilities, predicted class and attention of each row; which of them are wanted. */
final class ClassifierHead implements Head {
  private static final long serialVersionUID = 1L;

  private final boolean raw;
  private final boolean probability;
  private final boolean prediction;
  private final boolean attention;
  private final double[] thresholds;

  /**
   * @param thresholds [classes], or null
   */
  ClassifierHead(
      boolean raw,
      boolean probability,
      boolean prediction,
      boolean attention,
      double[] thresholds) {
    this.raw = raw;
    this.probability = probability;
    this.prediction = prediction;
    this.attention = attention;
    this.thresholds = thresholds;
  }

  @Override
  public int columns() {
    return (raw ? 1 : 0) + (probability ? 1 : 0) + (prediction ? 1 : 0) + (attention ? 1 : 0);
  }

  @Override
  public Object[][] score(Scorer scorer, List<Row> values) {
    int classes = scorer.network().config().classifier().outputs();
    float[] logits = new float[values.size() * classes];
    Batch batch = scorer.batch(values);
    scorer.network().logits(batch, logits, 0);
    int shares = scorer.network().config().modalities().size() + 1;
    float[] attended = new float[attention ? values.size() * shares : 0];
    if (attention) {
      scorer.network().attention(batch, attended, 0);
    }
    Object[][] cells = new Object[values.size()][columns()];
    for (int i = 0; i < cells.length; i++) {
      double[] row = new double[classes];
      for (int c = 0; c < classes; c++) {
        row[c] = logits[i * classes + c];
      }
      double[] probabilities = softmax(row);
      int column = 0;
      if (raw) {
        cells[i][column++] = Vectors.dense(row);
      }
      if (probability) {
        cells[i][column++] = Vectors.dense(probabilities);
      }
      if (prediction) {
        cells[i][column++] = (double) Thresholds.predict(probabilities, thresholds);
      }
      if (attention) {
        cells[i][column] = vector(attended, i * shares, shares);
      }
    }
    return cells;
  }

  private static Vector vector(float[] values, int from, int size) {
    double[] vector = new double[size];
    for (int i = 0; i < size; i++) {
      vector[i] = values[from + i];
    }
    return Vectors.dense(vector);
  }

  static double[] softmax(double[] logits) {
    double top = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      top = Math.max(top, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      probabilities[c] = Math.exp(logits[c] - top);
      sum += probabilities[c];
    }
    for (int c = 0; c < logits.length; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }
}
