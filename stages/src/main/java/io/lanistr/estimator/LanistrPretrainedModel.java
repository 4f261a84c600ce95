package io.lanistr.estimator;

import io.lanistr.training.MultimodalSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A pretrained network: adds embeddings of rows, and lets a {@link LanistrClassifier} that comes
 * after it start from its weights.
 *
 * <p>The network's id travels in the metadata of the multimodal column. With an empty {@code
 * outputCol} nothing is computed, which is what a Pipeline wants that only classifies.
 */
public final class LanistrPretrainedModel extends NetworkModel<LanistrPretrainedModel>
    implements EmbeddingColumns<LanistrPretrainedModel> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ParamRegistry registry;

  LanistrPretrainedModel(String uid, FittedNetwork fitted) {
    super(fitted);
    this.uid = uid;
    registry = new ParamRegistry(this);
    MultimodalInput.define(registry);
    InferenceParams.define(registry);
    EmbeddingColumns.define(registry);
    registry.applyDefaults();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    List<StructField> outputs = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    choose(outputs, parts);
    Dataset<Row> rows =
        parts.isEmpty() ? dataset.toDF() : score(dataset, outputs, new EmbeddingHead(parts));
    return Outputs.withMetadata(rows, schema);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    StructField input = Inputs.requireType(uid, schema, getMultimodalCol());
    refuseOther(Inputs.sizesIfKnown(uid, schema, getMultimodalCol()));
    StructField[] fields = schema.fields().clone();
    fields[schema.fieldIndex(input.name())] =
        new StructField(
            input.name(),
            input.dataType(),
            input.nullable(),
            PretrainedModels.stamp(this, input.metadata()));
    List<StructField> outputs = new ArrayList<>();
    choose(outputs, new ArrayList<>());
    return Outputs.append(uid, new StructType(fields), outputs);
  }

  /** Which embeddings are asked for. */
  private void choose(List<StructField> outputs, List<String> parts) {
    add(outputs, parts, EmbeddingHead.ALL, getOutputCol());
    add(outputs, parts, MultimodalSchema.TEXT, getTextOutputCol());
    add(outputs, parts, MultimodalSchema.IMAGE, getImageOutputCol());
    add(outputs, parts, MultimodalSchema.SERIES, getSeriesOutputCol());
    add(outputs, parts, MultimodalSchema.TABLE, getTableOutputCol());
  }

  private void add(List<StructField> outputs, List<String> parts, String part, String column) {
    if (!column.isEmpty()) {
      outputs.add(Outputs.vector(column, networkConfig().fusion().hidden()));
      parts.add(part);
    }
  }

  @Override
  public LanistrPretrainedModel copy(ParamMap extra) {
    return copyValues(new LanistrPretrainedModel(uid, fitted()), extra).setParent(parent());
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
    return "LanistrPretrainedModel: uid=" + uid + ", width=" + networkConfig().fusion().hidden();
  }

  public static MLReader<LanistrPretrainedModel> read() {
    return FittedNetwork.reader(LanistrPretrainedModel.class, LanistrPretrainedModel::new);
  }

  public static LanistrPretrainedModel load(String path) {
    return read().load(path);
  }
}
