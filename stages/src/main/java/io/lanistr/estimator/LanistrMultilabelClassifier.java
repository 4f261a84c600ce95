package io.lanistr.estimator;

import static org.apache.spark.sql.functions.col;

import io.lanistr.network.config.TargetLoss;
import io.lanistr.training.data.RowColumns;
import java.util.List;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.MultilabelClassificationEvaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Learns which of several labels apply to a row, any number of them: LANISTR's fine-tuning
 * (Ebrahimi et al., arXiv:2305.16556, section 3.3) with a binary cross-entropy for each label in
 * place of one cross-entropy over classes.
 *
 * <p>The label column holds one flag a label, as an array of numbers or booleans or as a vector: 1
 * where the label applies, 0 where not, null or NaN where nobody knows, which counts in no loss. A
 * row without a known flag is unlabelled. The network starts where that of {@link
 * LanistrClassifier} does.
 */
public final class LanistrMultilabelClassifier
    extends NetworkEstimator<LanistrMultilabelClassifier, LanistrMultilabelModel>
    implements MultilabelColumns<LanistrMultilabelClassifier> {
  private static final long serialVersionUID = 1L;
  private static final String APPLYING = "lanistr_applying_labels";

  public LanistrMultilabelClassifier(String uid) {
    super(uid);
  }

  public LanistrMultilabelClassifier() {
    this(Identifiable.randomUID("lanistrMultilabelClassifier"));
  }

  @Override
  void define(ParamRegistry params) {
    FineTuningParams.define(params);
    MultilabelColumns.define(params);
  }

  /**
   * Trains a network on the labelled rows.
   *
   * @throws IllegalArgumentException before any training if a column is missing or has the wrong
   *     type, if labels or weights can't be used, or if the pretrained network doesn't fit the
   *     table or the Params
   */
  @Override
  public LanistrMultilabelModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    FineTuning common = new FineTuning(this, dataset);
    Dataset<Row> rows = common.rows(dataset, FlagLabels.flags(this, dataset.schema()));
    FlagLabels labels = FlagLabels.of(this, rows);
    RowColumns columns = RowColumns.numbers("multimodal", "targets", "weight");
    Column isLabelled = FlagLabels.isLabelled(FlagLabels.flags(this, dataset.schema()));
    Dataset<Row> judged =
        dataset.withColumn(APPLYING, FlagLabels.applying(FlagLabels.flags(this, dataset.schema())));
    try (Judge judge = judge(common, judged, isLabelled, this::model)) {
      TrainingTask task =
          new TrainingTask(
              columns,
              common.network(labels.labels(), new TargetLoss.Labels()),
              common.start(),
              List.of(),
              network -> {},
              getUnfreezeEvery(),
              getPretrainedLearningRateFactor(),
              judge);
      FittedNetwork fitted =
          training(common)
              .fineTune(
                  rows.select(col("multimodal"), FlagLabels.targets().as("targets"), col("weight")),
                  task);
      return copyValues(model(fitted).setParent(this), new ParamMap());
    }
  }

  private LanistrMultilabelModel model(FittedNetwork network) {
    return new LanistrMultilabelModel(uid(), network);
  }

  @Override
  List<String> validationMetrics() {
    return List.of("f1Measure", "microF1Measure", "subsetAccuracy", "hammingLoss");
  }

  @Override
  Evaluator evaluator(String metric) {
    return new MultilabelClassificationEvaluator()
        .setMetricName(metric)
        .setLabelCol(APPLYING)
        .setPredictionCol(getPredictionCol());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Inputs.requireType(uid(), schema, getMultimodalCol());
    FlagLabels.flags(this, schema);
    FineTuning.check(this, schema, NetworkPlan.head(this, 1, new TargetLoss.Labels()));
    return Outputs.append(uid(), schema, MultilabelColumns.fields(this, 0));
  }

  public static MLReader<LanistrMultilabelClassifier> read() {
    return new DefaultParamsReader<>();
  }

  public static LanistrMultilabelClassifier load(String path) {
    return read().load(path);
  }
}
