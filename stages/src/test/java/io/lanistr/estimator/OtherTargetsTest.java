package io.lanistr.estimator;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.ml.evaluation.MultilabelClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.functions$;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** Numbers, several labels a row, and classes that count differently. */
class OtherTargetsTest {
  private final Dataset<Row> train = SyntheticRows.table(120, 1);
  private final Dataset<Row> test = SyntheticRows.table(60, 2);

  private static LanistrRegressor regressor() {
    return new LanistrRegressor()
        .setSize("tiny")
        .setEpochs(8)
        .setBatchSize(16)
        .setClassifierDropout(0)
        .setLearningRate(3e-3)
        .setSeed(3);
  }

  private static Dataset<Row> withNumbers(Dataset<Row> rows) {
    return rows.withColumn("label", col("label").multiply(50).plus(1000));
  }

  @Test
  void regressorsPredictInTheUnitsOfTheirLabels() {
    for (String loss : new String[] {"squared", "huber"}) {
      LanistrRegressionModel model = regressor().setLoss(loss).fit(withNumbers(train));
      double r2 =
          new RegressionEvaluator()
              .setMetricName("r2")
              .evaluate(model.transform(withNumbers(test)));
      assertTrue(r2 > 0.6, loss + ": R2 " + r2);
    }
  }

  @Test
  void regressorsLeaveUnlabelledRowsOut() {
    Dataset<Row> some =
        withNumbers(train)
            .withColumn(
                "label",
                when(expr("crc32(id) % 3 = 0"), lit(null))
                    .when(expr("crc32(id) % 3 = 1"), lit(Double.NaN))
                    .otherwise(col("label")));
    LanistrRegressionModel fitted = regressor().setEpochs(1).fit(some);
    long labelled = some.filter("label is not null and not isnan(label)").count();
    assertEquals(labelled, fitted.summary().epochs().get(0).rows());
    assertRefused(
        regressor().setUnlabelledPolicy("error"), some, "no label (null or NaN)", "'label'");
  }

  @Test
  void regressorsSayWhichLabelsTheyCannotUse() {
    assertRefused(
        regressor(),
        train.withColumn("label", when(expr("id = 'row3'"), lit(Double.POSITIVE_INFINITY))),
        "1 row has an infinite label");
    assertRefused(regressor(), train.withColumn("label", lit(Double.NaN)), "none of the 120 rows");
    assertRefused(
        regressor().setWeightCol("w"), train.withColumn("w", lit(-1)), "120 rows have a weight");
    assertRefused(regressor().setLabelCol("id"), train, "must be numeric");
  }

  @Test
  void labelsSideBySideAreLearnedEachByItself() {
    LanistrMultilabelClassifier stage =
        new LanistrMultilabelClassifier()
            .setSize("tiny")
            .setEpochs(8)
            .setBatchSize(16)
            .setClassifierDropout(0)
            .setLearningRate(3e-3)
            .setSeed(3);
    // The first flag is known in half of the rows, the third never applies.
    Dataset<Row> flags =
        train.withColumn(
            "label",
            array(
                when(expr("crc32(id) % 2 = 0"), col("label")),
                lit(1).minus(col("label")),
                lit(0.0)));
    LanistrMultilabelModel model = stage.fit(flags);
    assertEquals(3, model.numLabels());
    Dataset<Row> scored =
        model.transform(
            test.withColumn(
                "label",
                when(col("label").equalTo(1), array(lit(0.0))).otherwise(array(lit(1.0)))));
    double f1 = new MultilabelClassificationEvaluator().setMetricName("f1Measure").evaluate(scored);
    assertTrue(f1 > 0.85, "F1 " + f1);
  }

  @Test
  void multilabelClassifiersSayWhichFlagsTheyCannotUse() {
    LanistrMultilabelClassifier stage = new LanistrMultilabelClassifier().setSize("tiny");
    assertRefused(
        stage,
        train.withColumn("label", array(col("label"), lit(2))),
        "120 rows have a flag that is neither 0 nor 1");
    assertRefused(
        stage,
        train.withColumn("label", expr("if(id = 'row3', array(0, 1, 1), array(0, 1))")),
        "between 2 and 3 flags");
    assertRefused(stage, train, "array of numbers or booleans, or a vector");
    assertRefused(
        stage, train.withColumn("label", expr("array(cast(null as int))")), "none of the 120 rows");
  }

  @Test
  void balancedClassesRaiseTheProbabilityOfRareOnes() {
    Dataset<Row> rare = train.filter("label = 0 or crc32(id) % 8 = 0");
    LanistrClassifier stage =
        new LanistrClassifier().setSize("tiny").setEpochs(2).setBatchSize(16).setSeed(5);
    double plain = probabilityOfOne(stage.fit(rare));
    double balanced = probabilityOfOne(stage.setClassWeighting("balanced").fit(rare));
    double heavy = probabilityOfOne(stage.setClassWeights(new double[] {0.1, 10}).fit(rare));
    assertTrue(balanced > plain + 0.03, plain + " without, " + balanced + " with balance");
    assertTrue(heavy > balanced, balanced + " balanced, " + heavy + " with heavy weights");
    assertRefused(stage.setClassWeights(new double[] {1, 1, 1}), rare, "classWeights has 3 values");
  }

  @Test
  void smoothedLabelsKeepProbabilitiesFromTheExtremes() {
    LanistrClassifier stage =
        new LanistrClassifier()
            .setSize("tiny")
            .setEpochs(8)
            .setBatchSize(16)
            .setClassifierDropout(0)
            .setLearningRate(3e-3)
            .setSeed(5);
    double plain = sureness(stage.fit(train));
    double smooth = sureness(stage.copy(ParamMap.empty()).setLabelSmoothing(0.3).fit(train));
    double focal = sureness(stage.copy(ParamMap.empty()).setFocalGamma(3).fit(train));
    assertTrue(smooth < plain - 0.05, plain + " without, " + smooth + " with smoothing");
    assertTrue(focal < plain - 0.05, plain + " without, " + focal + " with the focal loss");
    assertRefused(
        stage.copy(ParamMap.empty()).setLabelSmoothing(0.1).setFocalGamma(1),
        train,
        "contradict each other");
  }

  @Test
  void encodersThatWouldNeverThawAreRefused() {
    LanistrClassifier stage = new LanistrClassifier().setSize("tiny").setEpochs(6);
    assertRefused(stage.setUnfreezeEvery(2), train, "from epoch 7 on, but there are 6 epochs");
  }

  private double probabilityOfOne(LanistrClassificationModel model) {
    return model
        .transform(test)
        .agg(avg(functions$.MODULE$.vector_to_array(col("probability"), "float64").getItem(1)))
        .first()
        .getDouble(0);
  }

  private double sureness(LanistrClassificationModel model) {
    return model
        .transform(train)
        .select(functions$.MODULE$.vector_to_array(col("probability"), "float64").as("p"))
        .agg(avg(expr("array_max(p)")))
        .first()
        .getDouble(0);
  }

  private static void assertRefused(
      NetworkEstimator<?, ?> stage, Dataset<Row> rows, String... expected) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> stage.fit(rows));
    for (String part : expected) {
      assertTrue(error.getMessage().contains(part), error::getMessage);
    }
    assertTrue(error.getMessage().startsWith(stage.uid()), error::getMessage);
  }
}
