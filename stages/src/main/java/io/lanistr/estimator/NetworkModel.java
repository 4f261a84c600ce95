package io.lanistr.estimator;

import io.lanistr.network.config.NetworkConfig;
import io.lanistr.training.MultimodalMetadata;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the models of this package have in common: a trained network that is sent to the executors
 * once and scores rows batch by batch, in batch and streaming queries.
 *
 * @param <M> the model
 */
public abstract class NetworkModel<M extends NetworkModel<M>> extends Model<M>
    implements MultimodalInput<M>, InferenceParams<M>, MLWritable {
  private static final long serialVersionUID = 1L;

  // Heavy and shared by copies; it reaches executors by broadcast, never inside a closure.
  private final transient FittedNetwork fitted;

  NetworkModel(FittedNetwork fitted) {
    this.fitted = fitted;
  }

  /** Sizes of the network. */
  public NetworkConfig networkConfig() {
    return fitted.saved().weights().network();
  }

  /** What the multimodal column must be like. */
  public MultimodalMetadata input() {
    return fitted.saved().input();
  }

  /** How the network was fitted. */
  public TrainingSummary summary() {
    return fitted.summary();
  }

  final FittedNetwork fitted() {
    return fitted;
  }

  /**
   * Refuses a table that the network doesn't fit.
   *
   * @param sizes those of the table's multimodal column, or null where not known yet
   */
  final void refuseOther(MultimodalMetadata sizes) {
    if (sizes != null) {
      InputDifferences.refuse(uid() + ": the network", getMultimodalCol(), input(), sizes);
    }
  }

  /**
   * The table with the head's columns.
   *
   * @param outputs one field for each of the head's columns
   */
  final Dataset<Row> score(Dataset<?> dataset, List<StructField> outputs, Head head) {
    refuseOther(Inputs.requireSizes(uid(), dataset.schema(), getMultimodalCol()));
    StructType schema = Outputs.append(uid(), dataset.schema(), outputs);
    ScoringFunction function =
        new ScoringFunction(
            fitted.broadcast(dataset.sparkSession()),
            fitted.known(),
            input(),
            uid(),
            schema.fieldIndex(getMultimodalCol()),
            getInferenceBatchSize(),
            getHandleEmpty().equals("error"),
            head);
    return Outputs.withMetadata(
        dataset.toDF().mapPartitions(function, Encoders.row(schema)), schema);
  }

  @Override
  public MLWriter write() {
    return fitted.writer(this);
  }
}
