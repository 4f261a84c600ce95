package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.sql.Row;

/** The predicted number of each row. */
final class NumberHead implements Head {
  private static final long serialVersionUID = 1L;

  @Override
  public int columns() {
    return 1;
  }

  @Override
  public Object[][] score(Scorer scorer, List<Row> values) {
    float[] numbers = new float[values.size()];
    scorer.network().logits(scorer.batch(values), numbers, 0);
    Object[][] cells = new Object[values.size()][1];
    for (int i = 0; i < cells.length; i++) {
      cells[i][0] = (double) numbers[i];
    }
    return cells;
  }
}
