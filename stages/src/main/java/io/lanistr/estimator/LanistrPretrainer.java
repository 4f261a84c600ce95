package io.lanistr.estimator;

import io.lanistr.network.config.MaskingConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.progress.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Learns from rows without labels what their modalities have to do with each other: LANISTR's
 * pretraining (Ebrahimi et al., arXiv:2305.16556, section 3.2) by four masked-reconstruction losses
 * and the similarity of each row's masked and unmasked embedding.
 *
 * <p>All rows count, labelled or not, whichever modalities they have. A {@link LanistrClassifier}
 * that follows in the same Pipeline starts from what this one learned.
 */
public final class LanistrPretrainer extends Estimator<LanistrPretrainedModel>
    implements MultimodalInput<LanistrPretrainer>,
        InferenceParams<LanistrPretrainer>,
        EmbeddingColumns<LanistrPretrainer>,
        SizeParams<LanistrPretrainer>,
        TrainingParams<LanistrPretrainer>,
        PretrainingParams<LanistrPretrainer>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamRegistry registry;
  private transient TrainingListener listener;

  public LanistrPretrainer(String uid) {
    this.uid = uid;
    registry = new ParamRegistry(this);
    MultimodalInput.define(registry);
    InferenceParams.define(registry);
    EmbeddingColumns.define(registry);
    SizeParams.define(registry);
    TrainingParams.define(registry);
    PretrainingParams.define(registry);
    registry.applyDefaults();
    listener = TrainingLog.lines(uid);
  }

  public LanistrPretrainer() {
    this(Identifiable.randomUID("lanistrPretrainer"));
  }

  /**
   * Trains a network on all rows.
   *
   * @throws IllegalArgumentException before any training if the multimodal column is missing or
   *     carries no sizes, or the Params don't fit them
   */
  @Override
  public LanistrPretrainedModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    MultimodalMetadata input = input(dataset.schema());
    NetworkConfig config = NetworkPlan.pretraining(this, input);
    Column multimodal = Outputs.column(getMultimodalCol());
    Dataset<Row> rows = dataset.toDF().select(multimodal);
    if (getHandleEmpty().equals("null")) {
      rows = rows.filter(Inputs.holdsAny(multimodal));
    }
    FittedNetwork fitted =
        new NetworkTraining(this, input, listener)
            .pretrain(rows, getMultimodalCol(), config, masking());
    return copyValues(new LanistrPretrainedModel(uid, fitted).setParent(this), new ParamMap());
  }

  /**
   * The network that {@link #fit} would train on rows of a schema, with the heads of pretraining.
   *
   * @throws IllegalArgumentException if the multimodal column is missing or carries no sizes, or
   *     the Params don't fit them
   */
  public NetworkConfig networkConfig(StructType schema) {
    return NetworkPlan.pretraining(this, input(schema));
  }

  private MultimodalMetadata input(StructType schema) {
    return Inputs.requireSizes(uid, schema, getMultimodalCol());
  }

  private MaskingConfig masking() {
    return new MaskingConfig(
        getTextMaskRatio(),
        getImageMaskRatio(),
        getSeriesMaskRatio(),
        getSeriesMaskLength(),
        getTableMaskRatio(),
        getTableMaskWholeColumns());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    MultimodalMetadata input = Inputs.sizesIfKnown(uid, schema, getMultimodalCol());
    if (input != null) {
      NetworkPlan.pretraining(this, input);
    }
    List<StructField> outputs = new ArrayList<>();
    for (String column :
        List.of(
            getOutputCol(),
            getTextOutputCol(),
            getImageOutputCol(),
            getSeriesOutputCol(),
            getTableOutputCol())) {
      if (!column.isEmpty()) {
        outputs.add(Outputs.vector(column, getHiddenDim()));
      }
    }
    return Outputs.append(uid, schema, outputs);
  }

  @Override
  public LanistrPretrainer copy(ParamMap extra) {
    return this.<LanistrPretrainer>defaultCopy(extra).setListener(listener);
  }

  /**
   * Who is told how training goes; copies keep it, files don't. Default is a line in the log every
   * few seconds.
   */
  public LanistrPretrainer setListener(TrainingListener value) {
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

  public static MLReader<LanistrPretrainer> read() {
    return new DefaultParamsReader<>();
  }

  public static LanistrPretrainer load(String path) {
    return read().load(path);
  }
}
