package io.lanistr.estimator;

import io.lanistr.network.weights.Part;
import io.lanistr.persistence.AtomicWriter;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/**
 * What a model and its copies share: the network, how it was trained, and the one broadcast by
 * which executors get it.
 */
final class FittedNetwork {
  private static final String SUMMARY = "summary.json";
  private static final int MAX_SUMMARY_BYTES = 64 << 20;

  private final SavedNetwork saved;
  private final TrainingSummary summary;
  private final Set<Part> known;
  private Broadcast<NetworkWeights> broadcast;
  private SparkContext broadcastBy;

  FittedNetwork(SavedNetwork saved, TrainingSummary summary) {
    this(saved, summary, Set.of());
  }

  /**
   * A network that was fitted in this application.
   *
   * @param known frozen encoders whose states of the training rows are on the executors
   */
  FittedNetwork(SavedNetwork saved, TrainingSummary summary, Set<Part> known) {
    this.saved = saved;
    this.summary = summary;
    this.known = Set.copyOf(known);
  }

  /** See {@link ScoringNetwork#open}; empty for a network that was read from files. */
  Set<Part> known() {
    return known;
  }

  SavedNetwork saved() {
    return saved;
  }

  TrainingSummary summary() {
    return summary;
  }

  /** Sent on first use, and again only in another Spark application. */
  synchronized Broadcast<NetworkWeights> broadcast(SparkSession session) {
    SparkContext context = session.sparkContext();
    if (broadcast == null || broadcastBy != context) {
      broadcast = context.broadcast(saved.weights(), ClassTag$.MODULE$.apply(NetworkWeights.class));
      broadcastBy = context;
    }
    return broadcast;
  }

  /** Writes a model: Spark's metadata, the network, the summary. */
  MLWriter writer(Params model) {
    return new Writer(model, this);
  }

  /** Makes a model of its uid and network. */
  interface Factory<M> {
    M create(String uid, FittedNetwork network);
  }

  /** Reads what {@link #writer} wrote. */
  static <M extends Params> MLReader<M> reader(Class<M> type, Factory<M> factory) {
    return new Reader<>(type, factory);
  }

  private static final class Writer extends AtomicWriter {
    private final Params model;
    private final FittedNetwork network;

    Writer(Params model, FittedNetwork network) {
      this.model = model;
      this.network = network;
    }

    @Override
    public void saveImpl(String path) {
      SparkInternals.saveMetadata(model, path, sparkSession());
      ModelFolder folder = new ModelFolder(path, sparkSession());
      network.saved.write(folder);
      folder.writeText(SUMMARY, network.summary.toJson() + "\n");
    }
  }

  private static final class Reader<M extends Params> extends MLReader<M> {
    private final Class<M> type;
    private final Factory<M> factory;

    Reader(Class<M> type, Factory<M> factory) {
      this.type = type;
      this.factory = factory;
    }

    @Override
    public M load(String path) {
      DefaultParamsReader.Metadata metadata =
          SparkInternals.loadMetadata(path, type, sparkSession());
      ModelFolder folder = new ModelFolder(path, sparkSession());
      SavedNetwork saved = SavedNetwork.read(folder);
      TrainingSummary summary;
      try {
        summary = TrainingSummary.fromJson(folder.readText(SUMMARY, MAX_SUMMARY_BYTES));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(folder + "/" + SUMMARY + ": " + e.getMessage(), e);
      }
      M model = factory.create(metadata.uid(), new FittedNetwork(saved, summary));
      SparkInternals.setParams(model, metadata);
      return model;
    }
  }
}
