package io.lanistr.evaluation;

import static io.lanistr.testing.Failures.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.sampling.LabelSubsampler;
import io.lanistr.testing.LocalSpark;
import java.util.HashSet;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.DecisionTreeClassifier;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatedEvaluationTest {
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

  private final Dataset<Row> train = table(0);
  private final Dataset<Row> test = table(200);

  @AfterEach
  void forget() {
    train.unpersist();
    test.unpersist();
  }

  @Test
  void everySeedDrawsOtherLabelsAndTheTestRowsKeepTheirs() {
    Pipeline pipeline =
        pipeline(
            new SQLTransformer().setStatement("select * from __THIS__ where label is not null"),
            new LogisticRegression().setMaxIter(3));
    LabelSubsampler few = new LabelSubsampler().setCount(8);
    RepeatedScores scores =
        new RepeatedEvaluation(pipeline, new AurocEvaluator(), SEEDS)
            .withLabels(few)
            .run(train, test);
    assertEquals("auroc", scores.metric());
    assertEquals(SEEDS, scores.seeds());
    assertEquals(3, new HashSet<>(scores.values()).size(), scores::toString);
    assertTrue(scores.mean() > 0.7, scores::toString);

    // By hand, what the second seed must have done.
    Dataset<Row> drawn =
        few.copy(new ParamMap())
            .setSeed(2)
            .fit(train)
            .transform(train)
            .drop("label")
            .withColumnRenamed("few_label", "label");
    assertEquals(8, drawn.filter("label is not null").count());
    double second = new AurocEvaluator().evaluate(pipeline.fit(drawn).transform(test));
    assertEquals(scores.values().get(1), second, 1e-9);
    assertEquals(42, few.getSeed());
  }

  @Test
  void seedReachesEstimatorsInsideOthers() {
    RandomForestClassifier forest = new RandomForestClassifier().setNumTrees(1).setMaxDepth(2);
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(forest)
            .setEvaluator(new AccuracyEvaluator())
            .setEstimatorParamMaps(new ParamMap[] {new ParamMap()})
            .setNumFolds(2);
    RepeatedScores alone = twoSeeds(pipeline(forest));
    assertNotEquals(alone.values().get(0), alone.values().get(1));
    assertEquals(alone, twoSeeds(pipeline(pipelineOf(validator))));
  }

  private RepeatedScores twoSeeds(Estimator<?> estimator) {
    return new RepeatedEvaluation(estimator, new AccuracyEvaluator(), List.of(1L, 2L))
        .run(train, test);
  }

  @Test
  void whatDependsOnNoSeedIsRefused() {
    LogisticRegression plain = new LogisticRegression("plain");
    assertSays(
        "plain: neither the estimator nor a stage in it has a Param 'seed', so every fit would be"
            + " the same; draw labels, or fit it once",
        () -> new RepeatedEvaluation(plain, new AccuracyEvaluator(), SEEDS).run(train, test));
    assertSays(
        "seeds must be different and at least one: [1, 1]",
        () ->
            new RepeatedEvaluation(
                new DecisionTreeClassifier(), new AccuracyEvaluator(), List.of(1L, 1L)));
  }

  private static Pipeline pipeline(PipelineStage... stages) {
    PipelineStage[] all = new PipelineStage[stages.length + 1];
    all[0] = new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features");
    System.arraycopy(stages, 0, all, 1, stages.length);
    return new Pipeline().setStages(all);
  }

  private static Pipeline pipelineOf(PipelineStage stage) {
    return new Pipeline().setStages(new PipelineStage[] {stage});
  }

  /** Two numbers that tell the class apart, with much noise. */
  private static Dataset<Row> table(int first) {
    return LocalSpark.session()
        .range(first, first + 200, 1, 1)
        .selectExpr("id", "id % 2 as label")
        .selectExpr("*", "label + 0.8 * randn(7) as a", "label + 0.8 * randn(8) as b")
        .cache();
  }
}
