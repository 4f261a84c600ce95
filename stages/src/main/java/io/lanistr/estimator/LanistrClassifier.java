package io.lanistr.estimator;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.lanistr.network.config.NetworkConfig;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.data.RowColumns;
import io.lanistr.training.progress.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
public final class LanistrClassifier extends Estimator<LanistrClassificationModel>
    implements MultimodalInput<LanistrClassifier>,
        InferenceParams<LanistrClassifier>,
        ClassifierColumns<LanistrClassifier>,
        SizeParams<LanistrClassifier>,
        TrainingParams<LanistrClassifier>,
        ClassificationParams<LanistrClassifier>,
        SelfTrainingParams<LanistrClassifier>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;
  private static final double WEIGHT_DECAY = 0.1;

  private final String uid;
  private final ParamRegistry registry;
  private transient TrainingListener listener;

  public LanistrClassifier(String uid) {
    this.uid = uid;
    registry = new ParamRegistry(this);
    MultimodalInput.define(registry);
    InferenceParams.define(registry);
    ClassifierColumns.define(registry);
    SizeParams.define(registry);
    TrainingParams.define(registry);
    ClassificationParams.define(registry);
    SelfTrainingParams.define(registry);
    registry.setDefault("weightDecay", WEIGHT_DECAY);
    registry.applyDefaults();
    listener = TrainingLog.lines(uid);
  }

  public LanistrClassifier() {
    this(Identifiable.randomUID("lanistrClassifier"));
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
    MultimodalMetadata input = Inputs.requireSizes(uid, schema, getMultimodalCol());
    LabelNames names = LabelNames.of(schema.apply(getLabelCol()));
    SavedNetwork start = start(schema, input, dataset.sparkSession());

    Dataset<Row> all = dataset.toDF();
    if (getHandleEmpty().equals("null")) {
      all = all.filter(Inputs.holdsAny(Outputs.column(getMultimodalCol())));
    }
    Dataset<Row> rows =
        all.select(
            Outputs.column(getMultimodalCol()).as("multimodal"),
            Outputs.column(getLabelCol()).cast("double").as("label"),
            weight().as("weight"));
    int declared = getNumClasses() > 0 ? getNumClasses() : names.classes();
    LabelledRows labels =
        new LabelColumn(
                uid, getLabelCol(), getWeightCol(), declared, getUnlabelledPolicy().equals("skip"))
            .check(rows);
    checkThresholds(labels.classes());
    NetworkConfig config =
        start == null
            ? NetworkPlan.classification(this, input, labels.classes())
            : NetworkPlan.classification(this, start.weights().network(), labels.classes());
    List<String> classNames = names.classes() == labels.classes() ? names.names() : List.of();
    RowColumns columns = new RowColumns("multimodal", "label", "weight");
    NetworkTraining training = new NetworkTraining(this, input, listener);
    FittedNetwork fitted =
        train(
            rows,
            labels,
            training,
            (with, chosen) -> with.classify(chosen, columns, config, start, classNames));
    return copyValues(new LanistrClassificationModel(uid, fitted).setParent(this), new ParamMap());
  }

  /** Trains on the labelled rows, then, in each round, on what that makes of the others too. */
  private FittedNetwork train(
      Dataset<Row> rows,
      LabelledRows labels,
      NetworkTraining training,
      BiFunction<NetworkTraining, Dataset<Row>, FittedNetwork> fit) {
    Column isLabelled = LabelColumn.isLabelled(col("label"));
    Dataset<Row> labelled = rows.filter(isLabelled);
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
      LanistrClassificationModel teacher =
          copyValues(new LanistrClassificationModel(uid, fitted), new ParamMap());
      Dataset<Row> both = self.rows(labelled, others, teacher);
      fitted = fit.apply(training.lasting(self.epochs(), self.batchSize()), both);
    }
    return fitted;
  }

  private Column weight() {
    return getWeightCol().isEmpty() ? lit(1.0) : Outputs.column(getWeightCol()).cast("double");
  }

  /** The pretrained network to start from, or null. */
  private SavedNetwork start(StructType schema, MultimodalMetadata input, SparkSession session) {
    if (getInitialization().equals("random")) {
      return null;
    }
    String source;
    LanistrPretrainedModel model;
    if (!getPretrainedPath().isEmpty()) {
      source = "the pretrained model " + getPretrainedPath();
      model = LanistrPretrainedModel.read().session(session).load(getPretrainedPath());
    } else {
      model = PretrainedModels.of(uid, schema.apply(getMultimodalCol()).metadata());
      source = model == null ? "" : "the pretrained model " + model.uid();
    }
    if (model == null) {
      return null;
    }
    SavedNetwork pretrained = model.fitted().saved();
    InputDifferences.refuse(uid + ": " + source, getMultimodalCol(), pretrained.input(), input);
    NetworkPlan.refuseOtherSizes(this, source, input, pretrained.weights().network());
    return pretrained;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    MultimodalMetadata input = Inputs.sizesIfKnown(uid, schema, getMultimodalCol());
    Inputs.requireNumeric(uid, schema, "labelCol", getLabelCol());
    if (!getWeightCol().isEmpty()) {
      Inputs.requireNumeric(uid, schema, "weightCol", getWeightCol());
    }
    if (getNumClasses() == 1) {
      throw new IllegalArgumentException(uid + ": numClasses is 1; a classifier needs two or more");
    }
    if (getInitialization().equals("random") && !getPretrainedPath().isEmpty()) {
      throw new IllegalArgumentException(
          uid + ": initialization=random contradicts pretrainedPath=" + getPretrainedPath());
    }
    LabelNames names = LabelNames.of(schema.apply(getLabelCol()));
    int classes = getNumClasses() > 0 ? getNumClasses() : names.classes();
    if (classes > 0) {
      checkThresholds(classes);
    }
    if (input != null) {
      NetworkPlan.classification(this, input, Math.max(2, classes));
    }
    return Outputs.append(uid, schema, outputs(classes, names.names()));
  }

  private void checkThresholds(int classes) {
    if (isDefined(thresholds()) && getThresholds().length != classes) {
      throw new IllegalArgumentException(
          uid
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
    return outputs;
  }

  @Override
  public LanistrClassifier copy(ParamMap extra) {
    return this.<LanistrClassifier>defaultCopy(extra).setListener(listener);
  }

  /**
   * Who is told how training goes; copies keep it, files don't. Default is a line in the log every
   * few seconds.
   */
  public LanistrClassifier setListener(TrainingListener value) {
    listener = value;
    return this;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamRegistry registry() {
    return registry;
  }

  public static MLReader<LanistrClassifier> read() {
    return new DefaultParamsReader<>();
  }

  public static LanistrClassifier load(String path) {
    return read().load(path);
  }
}
