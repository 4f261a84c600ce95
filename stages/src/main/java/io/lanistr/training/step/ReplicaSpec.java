package io.lanistr.training.step;

import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.NetworkJson;
import io.lanistr.network.weights.Part;
import io.lanistr.training.TrainingConfig;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * What every replica of a training needs besides the trained weights; broadcast once, and shared by
 * the replicas of a JVM, so frozen parameters are held once and never exchanged.
 */
public final class ReplicaSpec implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String networkJson;
  private final TrainingConfig training;
  private final float[] frozen;
  private final float[] buffers;
  private final EnumMap<Part, String> encoders = new EnumMap<>(Part.class);
  private transient NetworkConfig network;

  public ReplicaSpec(
      NetworkConfig network, TrainingConfig training, float[] frozen, float[] buffers) {
    this(network, training, frozen, buffers, Map.of());
  }

  /**
   * With encoders whose states the executors have.
   *
   * @param encoders their ids
   */
  public ReplicaSpec(
      NetworkConfig network,
      TrainingConfig training,
      float[] frozen,
      float[] buffers,
      Map<Part, String> encoders) {
    this.encoders.putAll(encoders);
    this.networkJson = NetworkJson.write(network);
    this.training = training;
    this.frozen = frozen;
    this.buffers = buffers;
  }

  public synchronized NetworkConfig network() {
    if (network == null) {
      network = NetworkJson.read(networkJson);
    }
    return network;
  }

  public TrainingConfig training() {
    return training;
  }

  /** Parameters that are not trained. */
  public float[] frozen() {
    return frozen;
  }

  /** Statistics that batch normalisations start from. */
  public float[] buffers() {
    return buffers;
  }

  /** Ids of the encoders that are kept elsewhere. */
  public Map<Part, String> encoders() {
    return encoders;
  }
}
