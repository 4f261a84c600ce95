package io.lanistr.pipeline.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.pipeline.testing.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class DrawnRowsTest {
  @Test
  void rareClassIsDrawnTwiceAndWhatIsNotDrawnHidesItsLabel() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(300)
            .selectExpr(
                "concat('row-', id) as id",
                "case when id < 150 then 0 when id < 155 then 1 else -1 end as label");
    DrawnRows drawn = DrawnRows.of(rows, 10, 2, 7);
    assertEquals(8, drawn.labelled().filter("label = 0").count());
    assertEquals(2, drawn.labelled().filter("label = 1").count());
    assertEquals(290, drawn.unlabelled().filter("label = -1").count());
    assertEquals(300, drawn.labelled().union(drawn.unlabelled()).select("id").distinct().count());
    assertArrayEquals(rows.columns(), drawn.unlabelled().columns());
  }
}
