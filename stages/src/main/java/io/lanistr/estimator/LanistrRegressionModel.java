package io.lanistr.estimator;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A network that predicts a number for each row; Spark's RegressionEvaluator judges it. */
public final class LanistrRegressionModel extends NetworkModel<LanistrRegressionModel>
    implements PredictionColumn<LanistrRegressionModel> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamRegistry registry;

  LanistrRegressionModel(String uid, FittedNetwork fitted) {
    super(fitted);
    this.uid = uid;
    registry = new ParamRegistry(this);
    MultimodalInput.define(registry);
    InferenceParams.define(registry);
    PredictionColumn.define(registry);
    registry.applyDefaults();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return score(dataset, PredictionColumn.fields(this), new NumberHead());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    refuseOther(Inputs.sizesIfKnown(uid, schema, getMultimodalCol()));
    return Outputs.append(uid, schema, PredictionColumn.fields(this));
  }

  @Override
  public LanistrRegressionModel copy(ParamMap extra) {
    return copyValues(new LanistrRegressionModel(uid, fitted()), extra).setParent(parent());
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
    return "LanistrRegressionModel: uid=" + uid;
  }

  public static MLReader<LanistrRegressionModel> read() {
    return FittedNetwork.reader(LanistrRegressionModel.class, LanistrRegressionModel::new);
  }

  public static LanistrRegressionModel load(String path) {
    return read().load(path);
  }
}
