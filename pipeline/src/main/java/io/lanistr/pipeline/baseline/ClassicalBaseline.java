package io.lanistr.pipeline.baseline;

import static org.apache.spark.sql.functions.col;

import io.lanistr.pipeline.dataset.ColumnConvention;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.RandomForestClassifier;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Logistic regression and random forest on {@link ClassicalFeatures}; cross-validation on the
 * labelled rows chooses the kind and its settings.
 */
public final class ClassicalBaseline {
  private static final String LABEL = "classical_label";
  private static final double TOLERANCE = 1e-4;
  private static final long ROWS_OF_A_PARTITION = 10_000;
  private static final int MOST_FITS_AT_ONCE = 8;

  private final BaselineSettings settings;
  private final Evaluator evaluator;

  /** Chooses by this evaluator, which reads columns {@code label} and {@code probability}. */
  public ClassicalBaseline(BaselineSettings settings, Evaluator evaluator) {
    this.settings = settings;
    this.evaluator = evaluator;
  }

  /**
   * Learns.
   *
   * @param labelled rows with {@link ClassicalFeatures#OUTPUT} and labels from 0
   * @return the chosen model, which adds columns {@code probability} and {@code prediction}
   */
  public Model<?> fit(Dataset<Row> labelled, int classes, long seed) {
    Dataset<Row> rows =
        labelled
            .withColumn(
                LABEL,
                col(ColumnConvention.LABEL)
                    .cast("double")
                    .as(LABEL, NominalAttribute.defaultAttr().withNumValues(classes).toMetadata()))
            .select(LABEL, ColumnConvention.LABEL, ClassicalFeatures.OUTPUT);
    // A checkpoint, not a cache: the hundreds of small jobs below would each carry the whole
    // lineage, principal components included. Few rows need one partition only.
    int partitions = Math.toIntExact(rows.count() / ROWS_OF_A_PARTITION + 1);
    rows = rows.coalesce(partitions).localCheckpoint();
    LogisticRegression linear = linear();
    RandomForestClassifier forest = forest(seed);
    double[] strengths = settings.regularization().stream().mapToDouble(v -> v).toArray();
    int[] trees = settings.trees().stream().mapToInt(v -> v).toArray();
    CrossValidatorModel first =
        validated(
            linear,
            new ParamGridBuilder().addGrid(linear.regParam(), strengths).build(),
            rows,
            seed);
    CrossValidatorModel second =
        validated(
            forest, new ParamGridBuilder().addGrid(forest.numTrees(), trees).build(), rows, seed);
    return best(first) >= best(second) ? first.bestModel() : second.bestModel();
  }

  private CrossValidatorModel validated(
      Estimator<?> estimator, ParamMap[] grid, Dataset<Row> rows, long seed) {
    return new CrossValidator()
        .setEstimator(estimator)
        .setEstimatorParamMaps(grid)
        .setEvaluator(evaluator)
        .setNumFolds(settings.folds())
        // Fits on one partition leave all cores but one idle.
        .setParallelism(
            Math.min(MOST_FITS_AT_ONCE, rows.sparkSession().sparkContext().defaultParallelism()))
        .setSeed(seed)
        .fit(rows);
  }

  private static double best(CrossValidatorModel model) {
    double best = Double.NEGATIVE_INFINITY;
    for (double metric : model.avgMetrics()) {
      best = Math.max(best, metric);
    }
    return best;
  }

  private LogisticRegression linear() {
    return new LogisticRegression()
        .setFeaturesCol(ClassicalFeatures.OUTPUT)
        .setLabelCol(LABEL)
        .setFamily("multinomial")
        // The modalities were scaled to count equally; single features must keep their weights.
        .setStandardization(false)
        .setMaxIter(settings.iterations())
        .setTol(TOLERANCE);
  }

  private RandomForestClassifier forest(long seed) {
    return new RandomForestClassifier()
        .setFeaturesCol(ClassicalFeatures.OUTPUT)
        .setLabelCol(LABEL)
        .setMaxDepth(settings.treeDepth())
        .setSeed(seed);
  }
}
