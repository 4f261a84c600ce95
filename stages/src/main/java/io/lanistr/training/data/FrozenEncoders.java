package io.lanistr.training.data;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.EncodedConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.NetworkJson;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.NumberDigest;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Encoders that are not trained, with their numbers, as they travel to the executors. Those run
 * them once over each item and train the rest of the network on the states.
 */
public final class FrozenEncoders implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The network around the encoders is not used. */
  private static final TransformerConfig SMALLEST = new TransformerConfig(1, 1, 1, 1, 1e-12f, 0f);

  private final String network;
  private final EnumMap<Part, String> ids;
  private final float[] weights;
  private final float[] buffers;

  private FrozenEncoders(
      String network, EnumMap<Part, String> ids, float[] weights, float[] buffers) {
    this.network = network;
    this.ids = ids;
    this.weights = weights;
    this.buffers = buffers;
  }

  /**
   * Some encoders of a network whose numbers are bound.
   *
   * @param parts encoders that the network has
   */
  public static FrozenEncoders of(LanistrNetwork whole, Set<Part> parts) {
    NetworkConfig config = only(whole.config(), parts);
    LanistrNetwork encoders = new LanistrNetwork(config, Set.of());
    float[] weights = new float[encoders.parameters().trainableSize()];
    encoders.parameters().bind(weights, 0, null, 0);
    EnumMap<Part, NumberDigest> digests = new EnumMap<>(Part.class);
    for (Part part : parts) {
      String sizes = NetworkJson.write(only(whole.config(), EnumSet.of(part)));
      digests.put(part, new NumberDigest().add(sizes));
    }
    for (Slot slot : encoders.parameters().slots()) {
      if (parts.contains(slot.part())) {
        float[] values = whole.parameters().copyOut(slot.name());
        encoders.parameters().copyIn(slot.name(), values, 0);
        digests.get(slot.part()).add(values);
      }
    }
    Map<String, float[]> statistics = whole.buffers().vectors();
    encoders
        .buffers()
        .vectors()
        .forEach(
            (name, target) -> {
              System.arraycopy(statistics.get(name), 0, target, 0, target.length);
              digests.get(Part.TABLE).add(target);
            });
    float[] buffers = new float[encoders.buffers().size()];
    encoders.buffers().copyOut(buffers, 0);
    EnumMap<Part, String> ids = new EnumMap<>(Part.class);
    digests.forEach((part, digest) -> ids.put(part, digest.hex()));
    return new FrozenEncoders(NetworkJson.write(config), ids, weights, buffers);
  }

  private static NetworkConfig only(NetworkConfig whole, Set<Part> parts) {
    return new NetworkConfig(
            parts.contains(Part.TEXT) ? whole.text() : null,
            parts.contains(Part.IMAGE) ? whole.image() : null,
            parts.contains(Part.SERIES) ? whole.series() : null,
            parts.contains(Part.TABLE) ? whole.table() : null,
            whole.tokens(),
            SMALLEST,
            null,
            null,
            LossWeights.DEFAULT,
            whole.compatibility())
        .withDropout(0f);
  }

  /** Which encoders. */
  public Set<Part> parts() {
    return ids.keySet();
  }

  /** Ids of the encoders: equal ids make equal states of equal items. */
  public Map<Part, String> ids() {
    return ids;
  }

  /** Sizes of the encoders. */
  public NetworkConfig config() {
    return NetworkJson.read(network);
  }

  /** The width of each encoder's states. */
  List<EncodedConfig> outputs() {
    return config().encodedElsewhere(parts()).encoded();
  }

  /** A network of these encoders, for encoding only. */
  LanistrNetwork open() {
    LanistrNetwork encoders = new LanistrNetwork(config(), Set.of());
    encoders.parameters().bind(weights, 0, null, 0);
    encoders.buffers().copyIn(buffers, 0);
    encoders.training(false);
    return encoders;
  }
}
