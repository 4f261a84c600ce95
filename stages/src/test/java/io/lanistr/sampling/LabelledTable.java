package io.lanistr.sampling;

import io.lanistr.testing.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows by id: 100 of class 0, 50 of class 1, 50 of class 2, 100 without; ten to a group. */
final class LabelledTable {
  private LabelledTable() {}

  static Dataset<Row> rows() {
    return LocalSpark.session()
        .range(0, 300, 1, 2)
        .selectExpr(
            "concat('row-', id) as id",
            "concat('group-', id % 30) as group",
            "cast(case when id < 100 then 0 when id < 150 then 1 when id < 200 then 2"
                + " when id < 250 then -1 end as int) as label");
  }
}
