package io.lanistr.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.evaluation.AccuracyEvaluator;
import io.lanistr.evaluation.AurocEvaluator;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Part;
import io.lanistr.training.EpochSummary;
import io.lanistr.training.progress.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From rows to scores, with every subset of modalities in the table. */
class EstimatorEndToEndTest {
  private final Dataset<Row> train = SyntheticRows.table(90, 1);
  private final Dataset<Row> test = SyntheticRows.table(60, 2);

  @Test
  void oneTableAndOnePipelinePretrainOnAllRowsAndClassifyFromTheLabelledOnes(@TempDir Path folder)
      throws Exception {
    Dataset<Row> partlyLabelled =
        train.withColumn(
            "label", functions.expr("case when int(substr(id, 4)) % 3 = 0 then -1 else label end"));
    Pipeline pipeline =
        new Pipeline().setStages(new PipelineStage[] {pretrainer().setOutputCol(""), classifier()});
    PipelineModel fitted = pipeline.fit(partlyLabelled);
    LanistrPretrainedModel pretrained = (LanistrPretrainedModel) fitted.stages()[0];
    LanistrClassificationModel classifier = (LanistrClassificationModel) fitted.stages()[1];

    assertEquals(90, pretrained.summary().epochs().get(0).rows());
    assertEquals(60, classifier.summary().epochs().get(0).rows());
    List<EpochSummary> epochs = pretrained.summary().epochs();
    assertEquals(6, epochs.size());
    assertTrue(epochs.get(5).losses().total() < epochs.get(0).losses().total());
    for (EpochSummary epoch : epochs) {
      assertTrue(epoch.losses().text() > 0 && epoch.losses().image() > 0);
      assertTrue(epoch.losses().series() > 0 && epoch.losses().table() > 0);
      assertTrue(epoch.losses().similarity() < 0);
    }
    Dataset<Row> scored = fitted.transform(test).cache();
    double auroc = new AurocEvaluator().evaluate(scored);
    assertTrue(auroc > 0.9, "AUROC " + auroc);
    assertTrue(new AccuracyEvaluator().evaluate(scored) > 0.8);

    String path = folder.resolve("pipeline").toString();
    fitted.save(path);
    assertEquals(predictions(scored), predictions(PipelineModel.load(path).transform(test)));
  }

  @Test
  void theClassifierStartsFromThePretrainedWeightsByPathAsInAPipeline(@TempDir Path folder)
      throws Exception {
    LanistrPretrainedModel pretrained = pretrainer().setEpochs(1).fit(train);
    assertEquals(pretrained.networkConfig(), pretrainer().networkConfig(train.schema()));
    String path = folder.resolve("pretrained").toString();
    pretrained.save(path);
    // Nothing but the heads is trained, so all else must be what pretraining left.
    LanistrClassifier frozen =
        classifier()
            .setEpochs(1)
            .setFrozenParts(
                new String[] {"text", "image", "series", "table", "projections", "fusion"});
    LanistrClassificationModel byMetadata =
        frozen.fit(pretrained.setOutputCol("").transform(train));
    String saved = folder.resolve("classifier").toString();
    frozen.copy(new ParamMap()).setPretrainedPath(path).save(saved);
    LanistrClassificationModel byPath = LanistrClassifier.load(saved).fit(train);
    Parameters start = pretrained.fitted().saved().weights().open().parameters();
    for (LanistrClassificationModel model : List.of(byMetadata, byPath)) {
      Parameters end = model.fitted().saved().weights().open().parameters();
      for (Part part : Part.values()) {
        for (String name : end.names(part)) {
          if (part != Part.HEADS) {
            assertArrayEquals(start.copyOut(name), end.copyOut(name), name);
          }
        }
      }
    }
    assertEquals(scores(byMetadata), scores(byPath));
    LanistrClassificationModel random =
        frozen
            .copy(new ParamMap())
            .setInitialization("random")
            .fit(pretrained.setOutputCol("").transform(train));
    assertNotEquals(scores(byMetadata), scores(random));
  }

  @Test
  void equalSeedsGiveEqualModelsWhateverThePartitioningOfTheRows() {
    LanistrClassifier classifier = classifier().setEpochs(1);
    LanistrClassificationModel one = classifier.fit(train.coalesce(1));
    LanistrClassificationModel other = classifier.fit(train.repartition(5));
    assertEquals(scores(one), scores(other));
    assertNotEquals(scores(one), scores(classifier.setSeed(43).fit(train)));
  }

  @Test
  void crossValidationPicksAParamWithTwoTrainingsAtATime() {
    LanistrClassifier classifier = classifier();
    CrossValidatorModel model = LearningRateSearch.of(classifier).fit(train);
    assertTrue(model.avgMetrics()[1] > model.avgMetrics()[0]);
    LanistrClassificationModel best = (LanistrClassificationModel) model.bestModel();
    assertEquals("0.004", best.summary().params().get("learningRate"));
    assertEquals(5e-3, classifier.getLearningRate());
  }

  @Test
  void selfTrainingLearnsFromRowsWithoutLabelsToo() {
    Dataset<Row> few =
        train.withColumn(
            "label", functions.expr("case when int(substr(id, 4)) % 3 = 0 then label end"));
    LanistrClassifier classifier = classifier().setSelfTrainingThreshold(0);
    LanistrClassificationModel alone = classifier.fit(few);
    assertEquals(30, alone.summary().epochs().get(0).rows());
    classifier.setSelfTrainingRounds(1).setSelfTrainingEpochs(5).setSelfTrainingBatchSize(16);
    LanistrClassificationModel together = classifier.fit(few);
    assertEquals(5, together.summary().epochs().size());
    assertEquals(90, together.summary().epochs().get(0).rows());
    assertEquals(scores(together), scores(classifier.fit(few.repartition(3))));
    double auroc = new AurocEvaluator().evaluate(together.transform(test));
    assertTrue(auroc > 0.85, "AUROC " + auroc);

    long sure =
        alone
            .transform(few.filter("label is null"))
            .filter(
                (FilterFunction<Row>)
                    row -> {
                      Vector p = row.getAs("probability");
                      return p.apply(p.argmax()) >= 0.9;
                    })
            .count();
    classifier.setSelfTrainingThreshold(0.9);
    assertEquals(30 + sure, classifier.fit(few).summary().epochs().get(0).rows());
  }

  @Test
  void weightsOfRowsCount() {
    // The labels of the heavy rows are right, those of the light ones wrong.
    Dataset<Row> weighted =
        train
            .withColumn(
                "w", functions.expr("case when int(substr(id, 4)) % 2 = 0 then 1 else 0 end"))
            .withColumn("label", functions.expr("case when w = 1 then label else 1 - label end"));
    LanistrClassificationModel model = classifier().setWeightCol("w").fit(weighted);
    assertTrue(new AurocEvaluator().evaluate(model.transform(test)) > 0.85);
  }

  @Test
  void namesOfClassesComeFromTheLabelColumn() {
    Dataset<Row> named =
        train.withColumn(
            "label",
            functions
                .col("label")
                .as(
                    "label",
                    org.apache.spark.ml.attribute.NominalAttribute.defaultAttr()
                        .withName("label")
                        .withValues(new String[] {"no", "yes", "maybe"})
                        .toMetadata()));
    LanistrClassificationModel model = classifier().setEpochs(1).fit(named);
    assertEquals(List.of("no", "yes", "maybe"), model.classNames());
    assertEquals(3, model.numClasses());
  }

  @Test
  void theListenerAndTensorBoardHearOfEveryEpoch(@TempDir Path folder) throws IOException {
    List<Integer> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochSummary epoch) {
            epochs.add(epoch.epoch());
          }
        };
    pretrainer()
        .setEpochs(2)
        .setTensorBoardDir(folder.toUri().toString())
        .setListener(listener)
        .copy(new ParamMap())
        .fit(train);
    assertEquals(List.of(1, 2), epochs);
    try (Stream<Path> files = Files.walk(folder)) {
      Path events =
          files.filter(f -> f.getFileName().toString().startsWith("events.")).findFirst().get();
      assertTrue(Files.size(events) > 500, "the events of six steps");
    }
  }

  private static LanistrPretrainer pretrainer() {
    return new LanistrPretrainer()
        .setSize("tiny")
        .setEpochs(6)
        .setBatchSize(30)
        .setLearningRate(3e-3);
  }

  private static LanistrClassifier classifier() {
    return new LanistrClassifier()
        .setSize("tiny")
        .setEpochs(12)
        .setBatchSize(16)
        .setLearningRate(5e-3)
        .setClassifierDropout(0.1);
  }

  private List<String> scores(LanistrClassificationModel model) {
    List<String> scores = new ArrayList<>();
    for (Row row : model.transform(test.coalesce(1)).collectAsList()) {
      // Five digits: what addition in another order leaves equal.
      scores.add(String.format("%.5f", row.<Vector>getAs("probability").apply(1)));
    }
    return scores;
  }

  private static List<Row> predictions(Dataset<Row> scored) {
    return scored.select("id", "prediction").orderBy("id").collectAsList();
  }
}
