package io.lanistr.estimator;

import io.lanistr.evaluation.AurocEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;

/** A search by two folds for the better of two learning rates, its trainings two at a time. */
final class LearningRateSearch {
  private LearningRateSearch() {}

  /** One of a rate that learns nothing and one that learns. */
  static CrossValidator of(LanistrClassifier classifier) {
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {1e-8, 4e-3})
            .build();
    return new CrossValidator()
        .setEstimator(classifier)
        .setEvaluator(new AurocEvaluator())
        .setEstimatorParamMaps(grid)
        .setNumFolds(2)
        .setParallelism(2)
        .setSeed(5);
  }
}
