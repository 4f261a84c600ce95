package io.lanistr.evaluation;

import io.lanistr.feature.Columns;
import io.lanistr.sampling.LabelSubsampler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits an estimator once for each seed and evaluates it on the same test rows, to see how much of a
 * score is chance. A seed goes to every {@code seed} Param of the estimator, of the stages of a
 * Pipeline and of an estimator inside another. Immutable; one fit runs at a time.
 */
public final class RepeatedEvaluation {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedEvaluation.class);

  private final Estimator<?> estimator;
  private final Evaluator evaluator;
  private final List<Long> seeds;
  private final LabelSubsampler labels;

  /**
   * An evaluation with all labels.
   *
   * @throws IllegalArgumentException if there is no seed or one occurs twice
   */
  public RepeatedEvaluation(Estimator<?> estimator, Evaluator evaluator, List<Long> seeds) {
    this(estimator, evaluator, seeds, null);
  }

  private RepeatedEvaluation(
      Estimator<?> estimator, Evaluator evaluator, List<Long> seeds, LabelSubsampler labels) {
    this.estimator = estimator;
    this.evaluator = evaluator;
    this.seeds = List.copyOf(seeds);
    this.labels = labels;
    if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException("seeds must be different and at least one: " + seeds);
    }
  }

  /**
   * The same, but each fit sees other labels: those that {@code labels} draws with the fit's seed.
   * They take the place of the training rows' label column; all rows stay. Estimators that can't do
   * with null labels need a stage that leaves such rows out.
   */
  public RepeatedEvaluation withLabels(LabelSubsampler labels) {
    return new RepeatedEvaluation(estimator, evaluator, seeds, labels.copy(new ParamMap()));
  }

  /**
   * Fits and evaluates. Rows that cost much to make should be cached: each fit reads them anew.
   *
   * @throws IllegalArgumentException if nothing here depends on a seed
   */
  public RepeatedScores run(Dataset<?> train, Dataset<?> test) {
    SeedParams params = new SeedParams(estimator);
    if (params.isEmpty() && labels == null) {
      throw new IllegalArgumentException(
          estimator.uid()
              + ": neither the estimator nor a stage in it has a Param 'seed', so every fit would"
              + " be the same; draw labels, or fit it once");
    }
    List<Double> values = new ArrayList<>();
    for (long seed : seeds) {
      Transformer model = estimator.fit(labelled(train, seed), params.set(seed));
      double value = evaluator.evaluate(model.transform(test));
      LOG.info("{}: {} {} with seed {}", estimator.uid(), metric(), value, seed);
      values.add(value);
    }
    return new RepeatedScores(metric(), seeds, values);
  }

  private Dataset<Row> labelled(Dataset<?> train, long seed) {
    if (labels == null) {
      return train.toDF();
    }
    LabelSubsampler draw = labels.copy(new ParamMap()).setSeed(seed);
    return draw.fit(train)
        .transform(train)
        .withColumn(draw.getLabelCol(), Columns.named(draw.getOutputCol()))
        .drop(draw.getOutputCol());
  }

  /** The evaluator's own name of what it measures, else its class's: "auroc". */
  private String metric() {
    return evaluator.hasParam("metricName")
        ? String.valueOf(evaluator.getOrDefault(evaluator.getParam("metricName")))
        : evaluator.getClass().getSimpleName().replace("Evaluator", "").toLowerCase(Locale.ROOT);
  }
}
