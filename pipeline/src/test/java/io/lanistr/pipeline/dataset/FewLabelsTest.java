package io.lanistr.pipeline.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lanistr.pipeline.testing.LocalSpark;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FewLabelsTest {
  /** Labels by id: 100 of class 0, 50 of class 1, 50 of class 2, 100 without. */
  private static final List<Long> BY_CLASS = List.of(100L, 50L, 50L);

  static Stream<Arguments> quotas() {
    return Stream.of(
        arguments(List.of(100L, 50L, 50L), 20, List.of(10L, 5L, 5L)),
        arguments(List.of(100L, 50L, 50L), 21, List.of(11L, 5L, 5L)),
        arguments(List.of(10L, 10L, 10L), 10, List.of(4L, 3L, 3L)),
        arguments(List.of(1000L, 5L, 1L), 20, List.of(17L, 2L, 1L)),
        arguments(List.of(1000L, 0L, 10L), 30, List.of(28L, 0L, 2L)),
        arguments(List.of(5L, 5L, 5L, 5L), 3, List.of(1L, 1L, 1L, 0L)),
        arguments(List.of(1000L, 9L), 2, List.of(1L, 1L)),
        arguments(List.of(900L, 50L, 50L), 5, List.of(2L, 2L, 1L)),
        arguments(List.of(3L, 4L), 100, List.of(3L, 4L)));
  }

  @ParameterizedTest
  @MethodSource("quotas")
  void classesKeepTheirSharesAndTheSumIsExact(
      List<Long> byClass, long wanted, List<Long> expected) {
    assertEquals(expected, FewLabels.quotas(byClass, wanted));
  }

  @Test
  void drawIsStratifiedAndTakesNoUnlabelledRow() {
    Map<Integer, Long> drawn =
        FewLabels.draw(rows(2), BY_CLASS, 20, 0).collectAsList().stream()
            .collect(Collectors.groupingBy(row -> row.getAs("label"), Collectors.counting()));
    assertEquals(Map.of(0, 10L, 1, 5L, 2, 5L), drawn);
  }

  @Test
  void drawDependsOnTheSeedAndNotOnPartitions() {
    Set<String> first = ids(FewLabels.draw(rows(2), BY_CLASS, 20, 0));
    assertEquals(first, ids(FewLabels.draw(rows(7), BY_CLASS, 20, 0)));
    assertNotEquals(first, ids(FewLabels.draw(rows(2), BY_CLASS, 20, 1)));
  }

  @Test
  void smallerDrawIsPartOfALargerOne() {
    Set<String> large = ids(FewLabels.draw(rows(2), BY_CLASS, 40, 5));
    assertTrue(large.containsAll(ids(FewLabels.draw(rows(2), BY_CLASS, 20, 5))));
  }

  @Test
  void whatIsNotDrawnHidesItsLabels() {
    Dataset<Row> rows = rows(2);
    Dataset<Row> drawn = FewLabels.draw(rows, BY_CLASS, 20, 0);
    Dataset<Row> rest = FewLabels.without(rows, drawn);
    assertEquals(rows.count(), drawn.count() + rest.count());
    assertTrue(Collections.disjoint(ids(drawn), ids(rest)));
    assertEquals(rest.count(), rest.filter("label = -1").count());
  }

  @Test
  void nonPositiveNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> FewLabels.quotas(BY_CLASS, 0));
  }

  private static Set<String> ids(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(row -> row.<String>getAs("id"))
        .collect(Collectors.toSet());
  }

  private static Dataset<Row> rows(int partitions) {
    return LocalSpark.session()
        .range(300)
        .selectExpr(
            "concat('row-', id) as id",
            "cast(case when id < 100 then 0 when id < 150 then 1 when id < 200 then 2 else -1 end"
                + " as int) as label")
        .repartition(partitions);
  }
}
