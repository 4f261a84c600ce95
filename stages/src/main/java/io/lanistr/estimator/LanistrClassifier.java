package io.lanistr.estimator;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.lanistr.evaluation.AurocEvaluator;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TargetLoss;
import io.lanistr.training.data.RowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Learns classes from the labelled rows of a table: LANISTR's fine-tuning (Ebrahimi et al.,
 * arXiv:2305.16556, section 3.3), cross-entropy of a perceptron on the fused row.
 *
 * <p>The network starts from a pretrained one: that of {@code pretrainedPath} if set, else the one
 * whose {@link LanistrPretrainedModel} the table has passed through, if any; its sizes are then the
 * pretrained ones. Otherwise, or with {@code initialization=random}, it starts anew.
 *
 * <p>With {@code selfTrainingRounds}, it also learns from the unlabelled rows of the table; see
 * {@link SelfTrainingParams}.
 */
public final class LanistrClassifier
    extends NetworkEstimator<LanistrClassifier, LanistrClassificationModel>
    implements ClassifierColumns<LanistrClassifier>,
        ClassificationParams<LanistrClassifier>,
        SelfTrainingParams<LanistrClassifier> {
  private static final long serialVersionUID = 1L;

  public LanistrClassifier(String uid) {
    super(uid);
  }

  public LanistrClassifier() {
    this(Identifiable.randomUID("lanistrClassifier"));
  }

  @Override
  void define(ParamRegistry params) {
    ClassifierColumns.define(params);
    ClassificationParams.define(params);
    SelfTrainingParams.define(params);
  }

  /**
   * Trains a network on the labelled rows.
   *
   * @throws IllegalArgumentException before any training if a column is missing or has the wrong
   *     type, if labels or weights can't be used, or if the pretrained network doesn't fit the
   *     table or the Params
   */
  @Override
  public LanistrClassificationModel fit(Dataset<?> dataset) {
    StructType schema = dataset.schema();
    transformSchema(schema);
    FineTuning common = new FineTuning(this, dataset);
    LabelNames names = LabelNames.of(schema.apply(getLabelCol()));
    Dataset<Row> rows = common.rows(dataset, Outputs.column(getLabelCol()).cast("double"));
    int declared = getNumClasses() > 0 ? getNumClasses() : names.classes();
    LabelledRows labels =
        new LabelColumn(
                uid(),
                getLabelCol(),
                getWeightCol(),
                declared,
                getUnlabelledPolicy().equals("skip"))
            .check(rows);
    checkClasses(labels.classes());
    NetworkConfig config = common.network(labels.classes(), targetLoss());
    List<String> classNames = names.classes() == labels.classes() ? names.names() : List.of();
    RowColumns columns = RowColumns.labelled("multimodal", "label", "weight");
    Column isLabelled = LabelColumn.isLabelled(Outputs.column(getLabelCol()).cast("double"));
    try (Judge judge = judge(common, dataset, isLabelled, this::model)) {
      TrainingTask task =
          new TrainingTask(
              columns,
              config,
              common.start(),
              classNames,
              network -> {},
              getUnfreezeEvery(),
              getPretrainedLearningRateFactor(),
              judge);
      FittedNetwork fitted =
          train(rows, labels, training(common), (with, chosen) -> with.fineTune(chosen, task));
      return copyValues(model(fitted).setParent(this), new ParamMap());
    }
  }

  private LanistrClassificationModel model(FittedNetwork network) {
    return new LanistrClassificationModel(uid(), network);
  }

  @Override
  List<String> validationMetrics() {
    return List.of("accuracy", "auroc", "logLoss", "f1");
  }

  @Override
  Evaluator evaluator(String metric) {
    if (metric.equals("auroc")) {
      AurocEvaluator auroc =
          new AurocEvaluator().setLabelCol(getLabelCol()).setProbabilityCol(getProbabilityCol());
      return getWeightCol().isEmpty() ? auroc : auroc.setWeightCol(getWeightCol());
    }
    MulticlassClassificationEvaluator evaluator =
        new MulticlassClassificationEvaluator()
            .setMetricName(metric)
            .setLabelCol(getLabelCol())
            .setPredictionCol(getPredictionCol())
            .setProbabilityCol(getProbabilityCol());
    return getWeightCol().isEmpty() ? evaluator : evaluator.setWeightCol(getWeightCol());
  }

  /** Trains on the labelled rows, then, in each round, on what that makes of the others too. */
  private FittedNetwork train(
      Dataset<Row> rows,
      LabelledRows labels,
      NetworkTraining training,
      BiFunction<NetworkTraining, Dataset<Row>, FittedNetwork> fit) {
    Column isLabelled = LabelColumn.isLabelled(col("label"));
    Dataset<Row> labelled = ClassWeights.apply(this, rows.filter(isLabelled), labels.classes());
    FittedNetwork fitted = fit.apply(training, labelled);
    if (labels.unlabelled() == 0) {
      return fitted;
    }
    SelfTraining self =
        new SelfTraining(
            getSelfTrainingRounds(),
            getSelfTrainingEpochs(),
            getSelfTrainingBatchSize(),
            getSelfTrainingThreshold(),
            getSelfTrainingWeight());
    Dataset<Row> others = rows.filter(not(isLabelled));
    for (int round = 0; round < self.rounds(); round++) {
      LanistrClassificationModel teacher = copyValues(model(fitted), new ParamMap());
      Dataset<Row> both = self.rows(labelled, others, teacher);
      fitted = fit.apply(training.lasting(self.epochs(), self.batchSize()), both);
    }
    return fitted;
  }

  private TargetLoss targetLoss() {
    try {
      return new TargetLoss.Classes((float) getLabelSmoothing(), (float) getFocalGamma());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(uid() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Inputs.requireType(uid(), schema, getMultimodalCol());
    Inputs.requireNumeric(uid(), schema, "labelCol", getLabelCol());
    if (getNumClasses() == 1) {
      throw new IllegalArgumentException(
          uid() + ": numClasses is 1; a classifier needs two or more");
    }
    LabelNames names = LabelNames.of(schema.apply(getLabelCol()));
    int classes = getNumClasses() > 0 ? getNumClasses() : names.classes();
    if (classes > 0) {
      checkClasses(classes);
    }
    FineTuning.check(this, schema, NetworkPlan.head(this, Math.max(2, classes), targetLoss()));
    return Outputs.append(uid(), schema, outputs(classes, names.names()));
  }

  private void checkClasses(int classes) {
    ClassWeights.check(this, classes);
    if (isDefined(thresholds()) && getThresholds().length != classes) {
      throw new IllegalArgumentException(
          uid()
              + ": thresholds has "
              + getThresholds().length
              + " values, but there are "
              + classes
              + " classes");
    }
  }

  /** The columns to come; without sizes where the classes are yet to be counted. */
  private List<StructField> outputs(int classes, List<String> names) {
    List<StructField> outputs = new ArrayList<>();
    for (String column : List.of(getRawPredictionCol(), getProbabilityCol())) {
      if (!column.isEmpty()) {
        outputs.add(
            classes > 0
                ? Outputs.vector(column, classes)
                : DataTypes.createStructField(column, SQLDataTypes.VectorType(), true));
      }
    }
    if (!getPredictionCol().isEmpty()) {
      outputs.add(
          Outputs.classNumber(
              getPredictionCol(), classes, names.size() == classes ? names : List.of()));
    }
    if (!getAttentionCol().isEmpty()) {
      outputs.add(DataTypes.createStructField(getAttentionCol(), SQLDataTypes.VectorType(), true));
    }
    return outputs;
  }

  public static MLReader<LanistrClassifier> read() {
    return new DefaultParamsReader<>();
  }

  public static LanistrClassifier load(String path) {
    return read().load(path);
  }
}
