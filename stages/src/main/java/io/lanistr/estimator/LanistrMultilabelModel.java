package io.lanistr.estimator;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A network that says of each label whether it applies to a row. */
public final class LanistrMultilabelModel extends NetworkModel<LanistrMultilabelModel>
    implements MultilabelColumns<LanistrMultilabelModel> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamRegistry registry;

  LanistrMultilabelModel(String uid, FittedNetwork fitted) {
    super(fitted);
    this.uid = uid;
    registry = new ParamRegistry(this);
    MultimodalInput.define(registry);
    InferenceParams.define(registry);
    MultilabelColumns.define(registry);
    registry.applyDefaults();
  }

  /** Number of labels. */
  public int numLabels() {
    return networkConfig().classifier().outputs();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    LabelsHead head =
        new LabelsHead(
            !getRawPredictionCol().isEmpty(),
            !getProbabilityCol().isEmpty(),
            !getPredictionCol().isEmpty(),
            getThreshold());
    return head.columns() == 0
        ? dataset.toDF()
        : score(dataset, MultilabelColumns.fields(this, numLabels()), head);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    refuseOther(Inputs.sizesIfKnown(uid, schema, getMultimodalCol()));
    return Outputs.append(uid, schema, MultilabelColumns.fields(this, numLabels()));
  }

  @Override
  public LanistrMultilabelModel copy(ParamMap extra) {
    return copyValues(new LanistrMultilabelModel(uid, fitted()), extra).setParent(parent());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamRegistry registry() {
    return registry;
  }

  @Override
  public String toString() {
    return "LanistrMultilabelModel: uid=" + uid + ", numLabels=" + numLabels();
  }

  public static MLReader<LanistrMultilabelModel> read() {
    return FittedNetwork.reader(LanistrMultilabelModel.class, LanistrMultilabelModel::new);
  }

  public static LanistrMultilabelModel load(String path) {
    return read().load(path);
  }
}
