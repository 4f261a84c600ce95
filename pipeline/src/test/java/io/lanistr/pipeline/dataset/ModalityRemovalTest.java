package io.lanistr.pipeline.dataset;

import static org.apache.spark.sql.functions.avg;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.pipeline.testing.LocalSpark;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModalityRemovalTest {
  private static final ColumnConvention COLUMNS =
      new ColumnConvention(
          Set.of(Modality.TEXT, Modality.TABLE), List.of("num_a"), List.of("cat_b"), false);
  private static final long ROWS = 2000;

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2, 0.4, 0.6, 0.8, 1})
  void shareOfRemovalsIsTheOneAskedForWhileOneModalityStays(double share) {
    Dataset<Row> left = ModalityRemoval.remove(rows(2), COLUMNS, share, 1);
    // Of two modalities, one goes unless both stay; both being chosen removes one only.
    double expected = (share * share + 2 * share * (1 - share)) / 2;
    assertEquals(
        expected, left.agg(avg(ModalityRemoval.absent(COLUMNS))).first().getDouble(0), 0.03);
    assertEquals(
        ROWS, left.filter("text is not null or num_a is not null or cat_b is not null").count());
  }

  @Test
  void wholeModalityGoesAtOnce() {
    List<Row> left = ModalityRemoval.remove(rows(2), COLUMNS, 0.5, 1).collectAsList();
    for (Row row : left) {
      assertEquals(row.getAs("num_a") == null, row.getAs("cat_b") == null);
    }
  }

  @Test
  void whatGoesAtASmallShareGoesAtALargerOneToo() {
    Set<String> small = lacking(ModalityRemoval.remove(rows(2), COLUMNS, 0.2, 1));
    Set<String> large = lacking(ModalityRemoval.remove(rows(5), COLUMNS, 0.6, 1));
    assertFalse(small.isEmpty());
    assertTrue(large.containsAll(small));
    assertTrue(large.size() > small.size());
  }

  @Test
  void seedChangesWhatGoes() {
    assertFalse(
        lacking(ModalityRemoval.remove(rows(2), COLUMNS, 0.3, 1))
            .equals(lacking(ModalityRemoval.remove(rows(2), COLUMNS, 0.3, 2))));
  }

  @Test
  void sharesOutsideTheUnitIntervalAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> ModalityRemoval.remove(rows(2), COLUMNS, 1.1, 1));
  }

  private static Set<String> lacking(Dataset<Row> rows) {
    return rows.filter("text is null").collectAsList().stream()
        .map(row -> row.<String>getAs("id"))
        .collect(Collectors.toSet());
  }

  private static Dataset<Row> rows(int partitions) {
    return LocalSpark.session()
        .range(ROWS)
        .selectExpr("cast(id as string) as id", "'words' as text", "1.5 as num_a", "'x' as cat_b")
        .repartition(partitions);
  }
}
