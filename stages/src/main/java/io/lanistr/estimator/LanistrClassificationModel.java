package io.lanistr.estimator;

import io.lanistr.network.weights.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A network that classifies rows: adds logits, probabilities and the predicted class. */
public final class LanistrClassificationModel extends NetworkModel<LanistrClassificationModel>
    implements ClassifierColumns<LanistrClassificationModel> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamRegistry registry;

  LanistrClassificationModel(String uid, FittedNetwork fitted) {
    super(fitted);
    this.uid = uid;
    registry = new ParamRegistry(this);
    MultimodalInput.define(registry);
    InferenceParams.define(registry);
    ClassifierColumns.define(registry);
    registry.applyDefaults();
  }

  /** Number of classes. */
  public int numClasses() {
    return networkConfig().classifier().outputs();
  }

  /**
   * Names of the classes in order, as the label column's metadata had them; empty if it had none.
   */
  public List<String> classNames() {
    return fitted().saved().classNames();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    List<StructField> outputs = outputs();
    if (outputs.isEmpty()) {
      return dataset.toDF();
    }
    return score(
        dataset,
        outputs,
        new ClassifierHead(
            !getRawPredictionCol().isEmpty(),
            !getProbabilityCol().isEmpty(),
            !getPredictionCol().isEmpty(),
            !getAttentionCol().isEmpty(),
            isDefined(thresholds()) ? getThresholds() : null));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    refuseOther(Inputs.sizesIfKnown(uid, schema, getMultimodalCol()));
    if (isDefined(thresholds()) && getThresholds().length != numClasses()) {
      throw new IllegalArgumentException(
          uid
              + ": thresholds has "
              + getThresholds().length
              + " values, but there are "
              + numClasses()
              + " classes");
    }
    return Outputs.append(uid, schema, outputs());
  }

  private List<StructField> outputs() {
    List<StructField> outputs = new ArrayList<>();
    if (!getRawPredictionCol().isEmpty()) {
      outputs.add(Outputs.vector(getRawPredictionCol(), numClasses()));
    }
    if (!getProbabilityCol().isEmpty()) {
      outputs.add(Outputs.vector(getProbabilityCol(), numClasses()));
    }
    if (!getPredictionCol().isEmpty()) {
      outputs.add(Outputs.classNumber(getPredictionCol(), numClasses(), classNames()));
    }
    if (!getAttentionCol().isEmpty()) {
      outputs.add(Outputs.vector(getAttentionCol(), attended(networkConfig().modalities())));
    }
    return outputs;
  }

  /** What attention goes to: the row's own token, and each modality. */
  static List<String> attended(List<Part> modalities) {
    List<String> names = new ArrayList<>(List.of("cls"));
    modalities.forEach(part -> names.add(part.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  @Override
  public LanistrClassificationModel copy(ParamMap extra) {
    return copyValues(new LanistrClassificationModel(uid, fitted()), extra).setParent(parent());
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
    return "LanistrClassificationModel: uid=" + uid + ", numClasses=" + numClasses();
  }

  public static MLReader<LanistrClassificationModel> read() {
    return FittedNetwork.reader(LanistrClassificationModel.class, LanistrClassificationModel::new);
  }

  public static LanistrClassificationModel load(String path) {
    return read().load(path);
  }
}
