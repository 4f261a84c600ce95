package io.lanistr.evaluation;

import static io.lanistr.evaluation.AurocTest.assertThrowsSaying;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AurocEvaluatorTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.IntegerType)
          .add("probability", SQLDataTypes.VectorType())
          .add("w", DataTypes.FloatType);

  private final Random random = new Random(11);

  @Test
  void equalsTheExactAreaWhateverThePartitioning() {
    for (int classes : new int[] {2, 3, 5}) {
      int rows = 300;
      double[][] scores = new double[rows][classes];
      int[] labels = new int[rows];
      double[] weights = new double[rows];
      List<Row> table = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        labels[i] = i < classes ? i : random.nextInt(classes);
        weights[i] = i < classes ? 1 : random.nextInt(5) * 0.5;
        for (int c = 0; c < classes; c++) {
          scores[i][c] = random.nextInt(12) / 4.0 + (c == labels[i] ? 0.5 : 0);
        }
        table.add(RowFactory.create(labels[i], Vectors.dense(scores[i]), (float) weights[i]));
      }
      double expected =
          classes == 2
              ? Auroc.oneVersusRest(scores, labels, weights)[1]
              : Auroc.macro(scores, labels, weights);
      double unweighted =
          classes == 2
              ? Auroc.oneVersusRest(scores, labels, null)[1]
              : Auroc.macro(scores, labels, null);
      for (int partitions : new int[] {1, 3, 7}) {
        Dataset<Row> data = frame(table).repartition(partitions);
        AurocEvaluator evaluator = new AurocEvaluator();
        assertEquals(unweighted, evaluator.evaluate(data), 1e-12);
        assertEquals(expected, evaluator.setWeightCol("w").evaluate(data), 1e-12);
      }
    }
  }

  @Test
  void manySortedRangesAddUpToTheSameArea() {
    int rows = 400;
    double[] scores = new double[rows];
    boolean[] positive = new boolean[rows];
    List<Row> table = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      positive[i] = i % 3 == 0;
      scores[i] = random.nextGaussian() + (positive[i] ? 0.7 : 0);
      table.add(RowFactory.create(positive[i] ? 1 : 0, Vectors.dense(-scores[i], scores[i]), 1f));
    }
    LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "9");
    LocalSpark.session().conf().set("spark.sql.adaptive.enabled", "false");
    try {
      assertEquals(
          AurocTest.allPairs(scores, positive, null),
          new AurocEvaluator().evaluate(frame(table)),
          1e-12);
    } finally {
      LocalSpark.session().conf().set("spark.sql.shuffle.partitions", "2");
      LocalSpark.session().conf().unset("spark.sql.adaptive.enabled");
    }
  }

  @Test
  void logitsAreRankedByTheirLogOdds() {
    List<Row> table = new ArrayList<>();
    double[] difference = new double[60];
    boolean[] positive = new boolean[60];
    for (int i = 0; i < 60; i++) {
      double shift = 10 * random.nextGaussian();
      positive[i] = random.nextBoolean();
      double margin = random.nextGaussian() + (positive[i] ? 1 : 0);
      double[] logits = {shift, shift + margin};
      difference[i] = logits[1] - logits[0];
      table.add(RowFactory.create(positive[i] ? 1 : 0, Vectors.dense(logits), 1f));
    }
    Dataset<Row> data = frame(table).withColumnRenamed("probability", "rawPrediction");
    assertEquals(
        Auroc.binary(difference, positive, null),
        new AurocEvaluator().setRawPredictionCol("rawPrediction").evaluate(data),
        1e-12);
  }

  @Test
  void oneNumberPerRowIsEnoughForTwoClasses() {
    Dataset<Row> data =
        frame(
            List.of(
                RowFactory.create(0, null, 0.5f),
                RowFactory.create(1, null, 0.5f),
                RowFactory.create(1, null, 2f)));
    assertEquals(0.75, new AurocEvaluator().setScoreCol("w").evaluate(data));
  }

  @Test
  void eachClassIsReportedByItsNumber() {
    Map<Integer, Double> areas =
        new AurocEvaluator()
            .evaluateEachClass(
                frame(List.of(row(0, 0.8, 0.1, 0.1), row(1, 0.1, 0.2, 0.7), row(2, 0, 0.3, 0.7))));
    assertEquals(Map.of(0, 1.0, 1, 0.5, 2, 0.75), areas);
  }

  @Test
  void anAbsentClassIsAnErrorOrLeftOutOfTheMean() {
    Dataset<Row> data = frame(List.of(row(0, 0.8, 0.1, 0.1), row(1, 0.1, 0.8, 0.1)));
    AurocEvaluator evaluator = new AurocEvaluator();
    assertThrowsSaying("class 2 weighs 0.0", () -> evaluator.evaluate(data));
    assertEquals(1.0, evaluator.setHandleAbsentClass("skip").evaluate(data));
  }

  @Test
  void oneClassOnlyIsAnError() {
    Dataset<Row> binary = frame(List.of(row(1, 0.8, 0.2), row(1, 0.1, 0.9)));
    assertThrowsSaying(
        "class 1 weighs 2.0 and all others 0.0", () -> new AurocEvaluator().evaluate(binary));
    Dataset<Row> three = frame(List.of(row(1, 0.1, 0.8, 0.1)));
    assertThrowsSaying(
        "holds only one class",
        () -> new AurocEvaluator().setHandleAbsentClass("skip").evaluate(three));
    assertThrowsSaying("no row", () -> new AurocEvaluator().evaluate(frame(List.of())));
  }

  @Test
  void unusableRowsAreCountedByWhatIsWrongWithThem() {
    Dataset<Row> data =
        frame(
            List.of(
                row(0, 0.5, 0.5),
                row(1, 0.5, 0.5),
                row(-1, 0.5, 0.5),
                row(2, 0.5, 0.5),
                row(1, 0.5, Double.NaN),
                row(1, 0.5),
                RowFactory.create(null, Vectors.dense(0, 1), 1f),
                RowFactory.create(0, null, 1f),
                RowFactory.create(0, Vectors.dense(0, 1), -3f),
                RowFactory.create(0, Vectors.dense(0, 1), null)));
    AurocEvaluator evaluator = new AurocEvaluator().setWeightCol("w");
    assertThrowsSaying("2 rows with a label in column 'label'", () -> evaluator.evaluate(data));
    assertThrowsSaying("(for example -1.0)", () -> evaluator.evaluate(data));
    assertThrowsSaying(
        "1 row with no label (null in column 'label')", () -> evaluator.evaluate(data));
    assertThrowsSaying("1 row with a NaN score", () -> evaluator.evaluate(data));
    assertThrowsSaying("fewer than two classes", () -> evaluator.evaluate(data));
    assertThrowsSaying("null in column 'probability'", () -> evaluator.evaluate(data));
    assertThrowsSaying("2 rows with a weight in column 'w'", () -> evaluator.evaluate(data));
  }

  @Test
  void vectorsOfDifferentSizesAreRefused() {
    Dataset<Row> data = frame(List.of(row(0, 0.5, 0.5), row(1, 0.1, 0.8, 0.1)));
    assertThrowsSaying("differ in size", () -> new AurocEvaluator().evaluate(data));
  }

  @Test
  void wrongColumnsAreNamedBeforeAnyWork() {
    Dataset<Row> data = frame(List.of(row(0, 0.5, 0.5)));
    assertThrowsSaying(
        "no column 'nope' (labelCol)",
        () -> new AurocEvaluator().setLabelCol("nope").evaluate(data));
    assertThrowsSaying(
        "'w' (probabilityCol) must be a vector column, but is float",
        () -> new AurocEvaluator().setProbabilityCol("w").evaluate(data));
    assertThrowsSaying(
        "'probability' (scoreCol) must be a numeric column",
        () -> new AurocEvaluator().setScoreCol("probability").evaluate(data));
  }

  @Test
  void paramsSurviveCopyAndSaveAndLoad(@TempDir Path folder) throws Exception {
    AurocEvaluator evaluator =
        new AurocEvaluator("auroc_1").setLabelCol("y").setHandleAbsentClass("skip");
    String path = folder.resolve("evaluator").toUri().toString();
    evaluator.save(path);
    AurocEvaluator loaded = AurocEvaluator.load(path);
    assertEquals("auroc_1", loaded.uid());
    assertEquals("y", loaded.getLabelCol());
    assertEquals("skip", loaded.getHandleAbsentClass());
    assertEquals("probability", loaded.getProbabilityCol());
    AurocEvaluator copy = evaluator.copy(new ParamMap().put(evaluator.labelCol().w("z")));
    assertEquals("z", copy.getLabelCol());
    assertEquals("y", evaluator.getLabelCol());
    assertTrue(evaluator.isLargerBetter());
    assertThrowsSaying(
        "handleAbsentClass given invalid value", () -> evaluator.setHandleAbsentClass("keep"));
  }

  private static Row row(int label, double... scores) {
    return RowFactory.create(label, Vectors.dense(scores), 1f);
  }

  private static Dataset<Row> frame(List<Row> rows) {
    return LocalSpark.session().createDataFrame(rows, SCHEMA);
  }
}
