package io.lanistr.estimator;

import io.lanistr.checkpoint.CheckpointExport;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.weights.Parameters;
import io.lanistr.training.MultimodalMetadata;
import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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

  /**
   * Writes the text encoder as a Hugging Face checkpoint of the BERT family, for Python or for
   * {@code textCheckpoint}.
   *
   * @param folder on any Hadoop file system; must not exist
   * @throws IllegalStateException if the network reads no text
   * @throws IOException if the folder exists or can't be written
   */
  public void exportTextEncoder(String folder) throws IOException {
    TextConfig text = required(networkConfig().text(), "text encoder");
    export(CheckpointExport.text(parameters(), text), folder);
  }

  /**
   * Writes the image encoder as a Hugging Face checkpoint of ViT, for Python or for {@code
   * imageCheckpoint}.
   *
   * @param folder on any Hadoop file system; must not exist
   * @throws IllegalStateException if the network sees no images
   * @throws IllegalArgumentException if ViT can't be like it: with {@code imageOverview}
   * @throws IOException if the folder exists or can't be written
   */
  public void exportImageEncoder(String folder) throws IOException {
    ImageConfig image = required(networkConfig().image(), "image encoder");
    export(CheckpointExport.image(parameters(), image), folder);
  }

  /**
   * Writes the fusion as a Hugging Face checkpoint of FLAVA's multimodal encoder, for Python or for
   * {@code fusionCheckpoint}.
   *
   * @param folder on any Hadoop file system; must not exist
   * @throws IOException if the folder exists or can't be written
   */
  public void exportFusion(String folder) throws IOException {
    export(CheckpointExport.fusion(parameters(), networkConfig().fusion()), folder);
  }

  private Parameters parameters() {
    return fitted.saved().weights().open().parameters();
  }

  private <C> C required(C config, String what) {
    if (config == null) {
      throw new IllegalStateException(uid() + ": the network has no " + what);
    }
    return config;
  }

  private static void export(CheckpointExport checkpoint, String folder) throws IOException {
    checkpoint.write(folder, SparkSession.active().sessionState().newHadoopConf());
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
