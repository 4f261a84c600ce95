package io.lanistr.estimator;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;

/** What a model makes of rows. */
interface Head extends Serializable {
  /** Number of output columns. */
  int columns();

  /**
   * The output cells of some rows.
   *
   * @param values values of the multimodal column, none of them empty
   * @return [rows][columns]
   */
  Object[][] score(Scorer scorer, List<Row> values);
}
