package io.lanistr.estimator;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.training.EpochSummary;
import io.lanistr.training.progress.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validation rows judge each epoch; the best network is kept. */
class EarlyStoppingTest {
  private final Dataset<Row> rows =
      SyntheticRows.table(100, 1).withColumn("held_out", expr("crc32(id) % 4 = 0"));

  private static LanistrClassifier classifier() {
    return new LanistrClassifier()
        .setSize("tiny")
        .setEpochs(6)
        .setBatchSize(16)
        .setLearningRate(3e-3)
        .setValidationIndicatorCol("held_out")
        .setSeed(3);
  }

  private static List<Double> values(NetworkModel<?> model) {
    return model.summary().epochs().stream().map(EpochSummary::validation).toList();
  }

  private double logLoss(LanistrClassificationModel model) {
    return new MulticlassClassificationEvaluator()
        .setMetricName("logLoss")
        .evaluate(model.transform(rows.filter("held_out")));
  }

  @Test
  void theBestEpochIsKept(@TempDir Path folder) throws Exception {
    List<String> heard = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void judged(EpochSummary epoch, String metric, boolean best) {
            heard.add(metric + (best ? " best" : ""));
          }
        };
    // A rate at which the loss goes up and down.
    LanistrClassificationModel model =
        classifier()
            .setValidationMetric("logLoss")
            .setLearningRate(2e-2)
            .setListener(listener)
            .fit(rows);
    List<Double> values = values(model);
    double best = values.stream().mapToDouble(v -> v).min().orElseThrow();
    assertEquals(6, values.size());
    assertEquals(best, logLoss(model), 1e-6, values.toString());
    assertEquals("logLoss best", heard.get(0));
    assertEquals(6, heard.size());
    long trained = rows.filter("not held_out").count();
    assertEquals(trained, model.summary().epochs().get(0).rows());

    model.save(folder.resolve("model").toString());
    assertEquals(
        values, values(LanistrClassificationModel.load(folder.resolve("model").toString())));
  }

  @Test
  void averagedWeightsAndFrozenEncodersAreJudgedAsTheyAreKept() {
    LanistrClassificationModel model =
        classifier()
            .setValidationMetric("logLoss")
            .setAveragingDecay(0.9)
            .setFrozenParts(new String[] {"text", "image"})
            .fit(rows);
    double best = values(model).stream().mapToDouble(v -> v).min().orElseThrow();
    assertEquals(best, logLoss(model), 1e-5, values(model).toString());
  }

  @Test
  void trainingEndsWhenPatienceDoes() {
    LanistrClassificationModel model =
        classifier().setEpochs(40).setPatience(2).setMinImprovement(0.2).fit(rows);
    List<Double> values = values(model);
    assertTrue(values.size() < 40, "epochs " + values.size());
    double best = Double.NEGATIVE_INFINITY;
    int since = 0;
    for (double value : values) {
      boolean better = value > best + 0.2;
      best = better ? value : best;
      since = better ? 0 : since + 1;
    }
    assertEquals(2, since, values.toString());
  }

  @Test
  void otherValidationRowsAreNotComparedWithThoseBefore(@TempDir Path checkpoints) {
    TrainingListener dies =
        new TrainingListener() {
          @Override
          public void judged(EpochSummary epoch, String metric, boolean best) {
            if (epoch.epoch() == 3) {
              throw new IllegalStateException("the driver dies");
            }
          }
        };
    LanistrClassifier resumable = classifier().setCheckpointDir(checkpoints.toUri().toString());
    assertThrows(
        IllegalStateException.class,
        () -> resumable.copy(ParamMap.empty()).setListener(dies).fit(rows));
    String correctedLabels = "case when held_out then 1 - label else label end";
    assertRefused(
        resumable, rows.withColumn("label", expr(correctedLabels)), "earlyStopping.rows: ");
    assertEquals(6, values(resumable.fit(rows.repartition(5))).size());
  }

  @Test
  void otherTargetsAndEvaluatorsJudgeToo() {
    LanistrRegressionModel numbers =
        new LanistrRegressor()
            .setSize("tiny")
            .setEpochs(2)
            .setValidationIndicatorCol("held_out")
            .fit(rows);
    assertTrue(values(numbers).stream().allMatch(v -> v > 0), values(numbers).toString());
    LanistrMultilabelModel labels =
        new LanistrMultilabelClassifier()
            .setSize("tiny")
            .setEpochs(2)
            .setValidationIndicatorCol("held_out")
            .fit(rows.withColumn("label", array(col("label"), lit(1))));
    assertTrue(values(labels).stream().allMatch(v -> v > 0.5), values(labels).toString());
    LanistrClassificationModel custom =
        classifier()
            .setEpochs(1)
            .setLabelCol("truth")
            .setValidationEvaluator(
                new MulticlassClassificationEvaluator()
                    .setMetricName("weightedRecall")
                    .setLabelCol("truth"))
            .fit(rows.withColumnRenamed("label", "truth"));
    assertTrue(values(custom).get(0) > 0, values(custom).toString());
  }

  @Test
  void whatCannotJudgeIsRefused() {
    assertRefused(classifier(), rows.withColumn("held_out", lit(1)), "must be boolean");
    assertRefused(classifier(), rows.withColumn("held_out", lit(false)), "for no labelled row");
    assertRefused(classifier(), rows.drop("held_out"), "there is no column 'held_out'");
    assertRefused(
        classifier().setValidationIndicatorCol("").setPatience(3), rows, "needs validation rows");
    assertRefused(classifier().setCompatibility("official"), rows, "compatibility=official");
  }

  private static void assertRefused(LanistrClassifier stage, Dataset<Row> rows, String expected) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> stage.fit(rows));
    assertTrue(error.getMessage().contains(expected), error::getMessage);
  }
}
