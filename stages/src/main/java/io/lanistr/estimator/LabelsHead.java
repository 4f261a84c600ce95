package io.lanistr.estimator;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;

/** Logits and probabilities of each label, and which labels apply; what of that is wanted. */
record LabelsHead(boolean raw, boolean probability, boolean prediction, double threshold)
    implements Head {
  private static final long serialVersionUID = 1L;

  @Override
  public int columns() {
    return (raw ? 1 : 0) + (probability ? 1 : 0) + (prediction ? 1 : 0);
  }

  @Override
  public Object[][] score(Scorer scorer, List<Row> values) {
    int labels = scorer.network().config().classifier().outputs();
    float[] logits = new float[values.size() * labels];
    scorer.network().logits(scorer.batch(values), logits, 0);
    Object[][] cells = new Object[values.size()][columns()];
    for (int i = 0; i < cells.length; i++) {
      double[] row = new double[labels];
      double[] probabilities = new double[labels];
      List<Double> apply = new ArrayList<>();
      for (int k = 0; k < labels; k++) {
        row[k] = logits[i * labels + k];
        probabilities[k] = 1 / (1 + Math.exp(-row[k]));
        if (probabilities[k] >= threshold) {
          apply.add((double) k);
        }
      }
      int column = 0;
      if (raw) {
        cells[i][column++] = Vectors.dense(row);
      }
      if (probability) {
        cells[i][column++] = Vectors.dense(probabilities);
      }
      if (prediction) {
        cells[i][column] = apply.toArray(Double[]::new);
      }
    }
    return cells;
  }
}
