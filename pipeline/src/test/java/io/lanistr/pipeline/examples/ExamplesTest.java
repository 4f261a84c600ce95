package io.lanistr.pipeline.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.evaluation.RepeatedScores;
import io.lanistr.pipeline.testing.LocalSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private final Dataset<Row> visits = Visits.madeUp(LocalSpark.session(), 30);

  @Test
  void nearestRowsAreMostlyOfTheSameKindThoughNoLabelWasSeen() {
    Dataset<Row> embedded = NearestRows.embed(visits.drop("label"), 8).cache();
    assertTrue(sameKind(NearestRows.nearest(embedded, "embedding", 3), 90) > 0.7);
    long texts = visits.filter("text is not null").count();
    assertTrue(sameKind(NearestRows.nearest(embedded, "text_embedding", 3), texts) > 0.7);
  }

  @Test
  void fewLabelsGiveScoresThatBeatChance() {
    List<RepeatedScores> scores = FewLabels.compare(visits, List.of(12L), List.of(1L, 2L), 8);
    assertEquals(1, scores.size());
    assertEquals(2, scores.get(0).values().size());
    assertTrue(scores.get(0).mean() > 0.7, scores.get(0)::toString);
  }

  /** The share of neighbours with the label of their row. */
  private double sameKind(Dataset<Row> nearest, long rows) {
    List<Row> found =
        nearest
            .join(visits.selectExpr("id", "label"), "id")
            .join(visits.selectExpr("id as nearest", "label as other"), "nearest")
            .selectExpr("label = other", "distance")
            .collectAsList();
    assertEquals(3 * rows, found.size());
    assertTrue(found.stream().allMatch(row -> row.getDouble(1) >= 0 && row.getDouble(1) <= 2));
    return found.stream().filter(row -> row.getBoolean(0)).count() / (double) found.size();
  }
}
