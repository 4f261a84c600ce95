package io.lanistr.evaluation;

import static io.lanistr.evaluation.AurocTest.assertThrowsSaying;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccuracyEvaluatorTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType)
          .add("prediction", DataTypes.DoubleType)
          .add("w", DataTypes.DoubleType);

  private final Dataset<Row> data =
      frame(
          RowFactory.create(0.0, 0.0, 1.0),
          RowFactory.create(0.0, 1.0, 2.0),
          RowFactory.create(1.0, 1.0, 0.5),
          RowFactory.create(1.0, 1.0, 0.5),
          RowFactory.create(2.0, 0.0, 0.0));

  @Test
  void countsRightPredictions() {
    assertEquals(3.0 / 5, new AccuracyEvaluator().evaluate(data), 1e-15);
    assertEquals(2.0 / 4, new AccuracyEvaluator().setWeightCol("w").evaluate(data), 1e-15);
  }

  @Test
  void balancedAccuracyIsTheMeanOfTheClassesShares() {
    AccuracyEvaluator evaluator = new AccuracyEvaluator().setMetricName("balancedAccuracy");
    assertEquals((0.5 + 1 + 0) / 3, evaluator.evaluate(data.repartition(3)), 1e-15);
    assertEquals((1.0 / 3 + 1) / 2, evaluator.setWeightCol("w").evaluate(data), 1e-15);
  }

  @Test
  void unusableRowsAreRefused() {
    AccuracyEvaluator evaluator = new AccuracyEvaluator().setWeightCol("w");
    Row good = RowFactory.create(0.0, 0.0, 1.0);
    for (Double bad : new Double[] {null, -1.0, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrowsSaying(
          "label (null, negative or not a whole number) in column 'label': 1",
          () -> evaluator.evaluate(frame(good, RowFactory.create(bad, 0.0, 1.0))));
      assertThrowsSaying(
          "column 'prediction': 1",
          () -> evaluator.evaluate(frame(good, RowFactory.create(0.0, bad, 1.0))));
    }
    for (Double bad : new Double[] {null, -1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrowsSaying(
          "column 'w': 2",
          () ->
              evaluator.evaluate(
                  frame(good, RowFactory.create(0.0, 0.0, bad), RowFactory.create(0.0, 0.0, bad))));
    }
    assertThrowsSaying("no row to evaluate", () -> evaluator.evaluate(frame()));
    assertThrowsSaying(
        "no row to evaluate", () -> evaluator.evaluate(frame(RowFactory.create(0.0, 0.0, 0.0))));
    assertThrowsSaying(
        "no column 'yes' (predictionCol); the table has label, prediction, w",
        () -> new AccuracyEvaluator().setPredictionCol("yes").evaluate(data));
  }

  @Test
  void paramsSurviveSaveAndLoad(@TempDir Path folder) throws Exception {
    String path = folder.resolve("evaluator").toUri().toString();
    new AccuracyEvaluator().setMetricName("balancedAccuracy").setLabelCol("y").save(path);
    AccuracyEvaluator loaded = AccuracyEvaluator.load(path);
    assertEquals("balancedAccuracy", loaded.getMetricName());
    assertEquals("y", loaded.getLabelCol());
    assertThrowsSaying("metricName given invalid value", () -> loaded.setMetricName("f1"));
  }

  private static Dataset<Row> frame(Row... rows) {
    return LocalSpark.session().createDataFrame(List.of(rows), SCHEMA);
  }
}
