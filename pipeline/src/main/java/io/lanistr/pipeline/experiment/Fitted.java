package io.lanistr.pipeline.experiment;

import static org.apache.spark.sql.functions.col;

import io.lanistr.pipeline.dataset.ColumnConvention;
import io.lanistr.pipeline.dataset.Presence;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a contender has learned.
 *
 * @param model adds the column {@code probability}; null if the labelled rows that it can see are
 *     of fewer than two classes, so that nothing can be learned
 * @param shares [classes], the class shares of all labelled rows
 */
record Fitted(Transformer model, double[] shares) {

  /** Lets a contender learn from the rows that hold something for it. */
  static Fitted of(
      Contender contender,
      Dataset<Row> labelled,
      Dataset<Row> unlabelled,
      ColumnConvention columns,
      int classes,
      long seed) {
    double[] shares = shares(labelled, classes);
    Column some = Presence.ofAny(columns, contender.modalities());
    Dataset<Row> visible = labelled.filter(some);
    long seen = visible.select(col(ColumnConvention.LABEL)).distinct().count();
    return new Fitted(
        seen < 2 ? null : contender.fit(visible, unlabelled.filter(some), seed), shares);
  }

  private static double[] shares(Dataset<Row> labelled, int classes) {
    double[] shares = new double[classes];
    long all = 0;
    for (Row row : labelled.groupBy(ColumnConvention.LABEL).count().collectAsList()) {
      shares[row.getInt(0)] = row.getLong(1);
      all += row.getLong(1);
    }
    for (int label = 0; label < classes; label++) {
      shares[label] /= all;
    }
    return shares;
  }
}
