package io.lanistr.estimator;

import static org.apache.spark.sql.functions.col;

import io.lanistr.network.config.TargetLoss;
import io.lanistr.training.data.RowColumns;
import java.util.List;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Learns a number from the labelled rows of a table: LANISTR's fine-tuning (Ebrahimi et al.,
 * arXiv:2305.16556, section 3.3) with one output and squared or Huber loss in place of the classes.
 *
 * <p>A label that is null or NaN marks an unlabelled row. Labels are brought to mean 0 and
 * deviation 1 for training; predictions are in the labels' own units. The network starts where that
 * of {@link LanistrClassifier} does.
 */
public final class LanistrRegressor
    extends NetworkEstimator<LanistrRegressor, LanistrRegressionModel>
    implements PredictionColumn<LanistrRegressor> {
  private static final long serialVersionUID = 1L;

  public LanistrRegressor(String uid) {
    super(uid);
  }

  public LanistrRegressor() {
    this(Identifiable.randomUID("lanistrRegressor"));
  }

  @Override
  void define(ParamRegistry params) {
    FineTuningParams.define(params);
    PredictionColumn.define(params);
    params.choice(
        "loss",
        "what errors cost: their square, or less from huberDelta on",
        List.of("squared", "huber"));
    params.number(
        "huberDelta",
        "error, in standard deviations of the labels, from which the Huber loss grows linearly",
        ParamValidators.gt(0),
        1.0);
  }

  /**
   * Trains a network on the labelled rows.
   *
   * @throws IllegalArgumentException before any training if a column is missing or has the wrong
   *     type, if labels or weights can't be used, or if the pretrained network doesn't fit the
   *     table or the Params
   */
  @Override
  public LanistrRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    FineTuning common = new FineTuning(this, dataset);
    Dataset<Row> rows = common.rows(dataset, Outputs.column(getLabelCol()).cast("double"));
    NumberLabels labels = NumberLabels.of(this, rows);
    RowColumns columns = RowColumns.numbers("multimodal", "targets", "weight");
    Column isLabelled = NumberLabels.isLabelled(Outputs.column(getLabelCol()).cast("double"));
    try (Judge judge = judge(common, dataset, isLabelled, this::model)) {
      TrainingTask task =
          new TrainingTask(
              columns,
              common.network(1, targetLoss()),
              common.start(),
              List.of(),
              labels::restore,
              getUnfreezeEvery(),
              getPretrainedLearningRateFactor(),
              judge);
      FittedNetwork fitted =
          training(common)
              .fineTune(
                  rows.select(col("multimodal"), labels.targets().as("targets"), col("weight")),
                  task);
      return copyValues(model(fitted).setParent(this), new ParamMap());
    }
  }

  private LanistrRegressionModel model(FittedNetwork network) {
    return new LanistrRegressionModel(uid(), network);
  }

  @Override
  List<String> validationMetrics() {
    return List.of("rmse", "mae", "r2");
  }

  @Override
  Evaluator evaluator(String metric) {
    RegressionEvaluator evaluator =
        new RegressionEvaluator()
            .setMetricName(metric)
            .setLabelCol(getLabelCol())
            .setPredictionCol(getPredictionCol());
    return getWeightCol().isEmpty() ? evaluator : evaluator.setWeightCol(getWeightCol());
  }

  private TargetLoss targetLoss() {
    return new TargetLoss.Numbers(getLoss().equals("huber") ? (float) getHuberDelta() : 0f);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Inputs.requireType(uid(), schema, getMultimodalCol());
    Inputs.requireNumeric(uid(), schema, "labelCol", getLabelCol());
    FineTuning.check(this, schema, NetworkPlan.head(this, 1, targetLoss()));
    return Outputs.append(uid(), schema, PredictionColumn.fields(this));
  }

  public Param<String> loss() {
    return registry().get("loss");
  }

  public String getLoss() {
    return getOrDefault(loss());
  }

  /** "squared" or "huber": what errors cost. Default is "squared". */
  public LanistrRegressor setLoss(String value) {
    return with(loss(), value);
  }

  public DoubleParam huberDelta() {
    return registry().get("huberDelta");
  }

  public double getHuberDelta() {
    return (double) getOrDefault(huberDelta());
  }

  /**
   * Error, in standard deviations of the labels, from which the Huber loss grows linearly. Default
   * is 1.
   */
  public LanistrRegressor setHuberDelta(double value) {
    return with(huberDelta(), value);
  }

  public static MLReader<LanistrRegressor> read() {
    return new DefaultParamsReader<>();
  }

  public static LanistrRegressor load(String path) {
    return read().load(path);
  }
}
