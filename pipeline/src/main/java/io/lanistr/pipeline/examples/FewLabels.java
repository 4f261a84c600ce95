package io.lanistr.pipeline.examples;

import io.lanistr.estimator.LanistrClassifier;
import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.evaluation.AurocEvaluator;
import io.lanistr.evaluation.RepeatedEvaluation;
import io.lanistr.evaluation.RepeatedScores;
import io.lanistr.pipeline.Console;
import io.lanistr.sampling.DataSplits;
import io.lanistr.sampling.GroupSplit;
import io.lanistr.sampling.LabelSubsampler;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How good does it get with how few labels? No patient is in both training and test; pretraining
 * sees all training rows once, without labels; then the classifier learns from few of them, several
 * times, each time from others.
 */
public final class FewLabels {
  private FewLabels() {}

  /** Takes the path of a Parquet table, or nothing for made-up rows. */
  public static void main(String[] arguments) {
    SparkSession spark = SparkSession.builder().appName("few labels").getOrCreate();
    Dataset<Row> rows = Visits.of(spark, arguments);
    Console console = Console.standard();
    compare(rows, List.of(8L, 24L), List.of(1L, 2L, 3L, 4L, 5L), 20)
        .forEach(score -> console.line(score.toString()));
    spark.stop();
  }

  /** The scores on test patients, for each number of labels. */
  static List<RepeatedScores> compare(
      Dataset<Row> rows, List<Long> labels, List<Long> seeds, int epochs) {
    DataSplits parts =
        new GroupSplit()
            .setGroupCol("patient")
            .setValidationFraction(0)
            .setTestFraction(0.4)
            .split(rows);
    List<PipelineStage> stages = new ArrayList<>(Visits.features());
    stages.add(
        new LanistrPretrainer()
            .setSize("tiny")
            .setFusionTokens("summary")
            .setTableSteps(0)
            .setTableOverviewDim(8)
            .setEpochs(epochs)
            .setBatchSize(32)
            .setLearningRate(3e-3)
            .setOutputCol("")); // the classifier starts from its network, not from embeddings
    PipelineModel pretrained =
        new Pipeline().setStages(stages.toArray(PipelineStage[]::new)).fit(parts.train());
    Dataset<Row> train = pretrained.transform(parts.train()).cache();
    Dataset<Row> test = pretrained.transform(parts.test()).cache();

    LanistrClassifier classifier =
        new LanistrClassifier().setEpochs(epochs).setBatchSize(8).setLearningRate(3e-3);
    RepeatedEvaluation evaluation = new RepeatedEvaluation(classifier, new AurocEvaluator(), seeds);
    List<RepeatedScores> scores = new ArrayList<>();
    for (long count : labels) {
      LabelSubsampler few = new LabelSubsampler().setIdCol("id").setCount(count);
      scores.add(evaluation.withLabels(few).run(train, test));
    }
    return scores;
  }
}
