package io.lanistr.sampling;

import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.testing.Frames;
import io.lanistr.testing.LocalSpark;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class GroupSplitTest {
  /** 2000 groups of two rows; every tenth row has no group. */
  private final Dataset<Row> rows =
      LocalSpark.session()
          .range(4000)
          .selectExpr("id", "case when id % 10 > 0 then 'g' || (id % 2000) end as group");

  private final Dataset<Row> grouped = rows.filter("group is not null");

  @Test
  void noGroupIsInTwoPartsAndEveryRowIsInOne() {
    DataSplits splits = new GroupSplit().split(grouped);
    Dataset<Row> groups =
        splits
            .train()
            .select("group")
            .distinct()
            .union(splits.validation().select("group").distinct())
            .union(splits.test().select("group").distinct());
    assertEquals(1800, groups.count());
    assertEquals(1800, groups.distinct().count());
    assertEquals(
        Frames.contents(grouped),
        Frames.contents(splits.train().union(splits.validation()).union(splits.test())));
  }

  @Test
  void sharesAreThoseAskedForInTheMean() {
    Map<String, Long> counts =
        counts(new GroupSplit().setValidationFraction(0.1).setTestFraction(0.3), grouped);
    // Five standard deviations of a binomial draw of 1800 groups, two rows each.
    assertEquals(0.1 * 3600, counts.get("validation"), 130);
    assertEquals(0.3 * 3600, counts.get("test"), 200);
    assertEquals(0.6 * 3600, counts.get("train"), 210);
    GroupSplit none = new GroupSplit().setValidationFraction(0).setTestFraction(0);
    assertEquals(Map.of("train", 3600L), counts(none, grouped));
  }

  @Test
  void splitDependsOnTheSeedAlone() {
    GroupSplit split = new GroupSplit();
    assertEquals(
        Frames.contents(split.transform(grouped)),
        Frames.contents(split.transform(grouped.repartition(5))));
    assertNotEquals(
        Frames.contents(split.transform(grouped)),
        Frames.contents(new GroupSplit().setSeed(43).transform(grouped)));
  }

  @Test
  void nullGroupsFailOrAreRowsOfTheirOwn() {
    GroupSplit split = new GroupSplit("s");
    Throwable failure = assertThrows(Exception.class, () -> split.transform(rows).collectAsList());
    while (failure.getCause() != null) {
      failure = failure.getCause();
    }
    assertEquals(
        "s: column 'group' (groupCol) is null in a row;"
            + " fill it, or set nullGroups=row and idCol",
        failure.getMessage());
    Map<String, Long> counts = counts(split.setNullGroups("row"), rows.filter("group is null"));
    assertEquals(0.15 * 400, counts.get("test"), 36);
    assertEquals(0.15 * 400, counts.get("validation"), 36);
    assertEquals(400, counts.values().stream().mapToLong(v -> v).sum());
  }

  @Test
  void partsThatLeaveNothingToTrainOnAreRefused() {
    assertSays(
        "s: validationFraction 0.5 and testFraction 0.5 leave nothing to train on;"
            + " together they must be below 1",
        () ->
            new GroupSplit("s").setValidationFraction(0.5).setTestFraction(0.5).transform(grouped));
    assertSays(
        "s: cross-validation needs 2 or more folds, not 1",
        () -> new GroupSplit("s").folds(grouped, 1, "fold"));
  }

  @Test
  void foldsKeepGroupsTogetherAndHaveNothingToDoWithTheSplit() {
    Dataset<Row> folds = GroupSplit.folds(grouped, "group", 4, 42);
    assertEquals(1800, folds.select("group", "fold").distinct().count());
    for (int fold = 0; fold < 4; fold++) {
      assertEquals(900, folds.filter("fold = " + fold).count(), 190);
    }
    Dataset<Row> tests = new GroupSplit().setTestFraction(0.25).transform(folds);
    for (int fold = 0; fold < 4; fold++) {
      assertEquals(225, tests.filter("split = 'test' and fold = " + fold).count(), 100);
    }
  }

  @Test
  void crossValidatorTakesTheFolds() {
    Dataset<Row> data =
        new VectorAssembler()
            .setInputCols(new String[] {"id"})
            .setOutputCol("features")
            .transform(grouped.limit(200).selectExpr("*", "double(id % 2) as label"));
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(new LogisticRegression().setMaxIter(1))
            .setEvaluator(new MulticlassClassificationEvaluator())
            .setEstimatorParamMaps(new ParamMap[] {new ParamMap()})
            .setNumFolds(3)
            .setFoldCol("fold");
    assertTrue(validator.fit(GroupSplit.folds(data, "group", 3, 1)).avgMetrics()[0] >= 0);
  }

  private static Map<String, Long> counts(GroupSplit split, Dataset<Row> rows) {
    Map<String, Long> counts = new TreeMap<>();
    for (Row row : split.transform(rows).groupBy("split").count().collectAsList()) {
      counts.put(row.getString(0), row.getLong(1));
    }
    return counts;
  }
}
