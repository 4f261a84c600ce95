package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.NetworkJson;
import io.lanistr.network.weights.NumberDigest;
import java.io.Serializable;
import java.util.Set;

/**
 * A network as it travels to the executors: its configuration as JSON and its values in the order
 * of its parameters and buffers. The arrays are shared and never written to.
 *
 * @param id digest of everything else: equal ids are equal networks
 * @param weights all parameters, none of them frozen
 * @param buffers running statistics
 */
record NetworkWeights(String id, String config, float[] weights, float[] buffers)
    implements Serializable {
  static NetworkWeights of(NetworkConfig config, float[] weights, float[] buffers) {
    String json = NetworkJson.write(config);
    return new NetworkWeights(
        new NumberDigest().add(json).add(weights).add(buffers).hex(), json, weights, buffers);
  }

  NetworkConfig network() {
    return NetworkJson.read(config);
  }

  /** A new network that uses these values for scoring. */
  LanistrNetwork open() {
    LanistrNetwork network = new LanistrNetwork(network(), Set.of());
    network.parameters().bind(weights, 0, null, 0);
    network.buffers().copyIn(buffers, 0);
    network.training(false);
    return network;
  }
}
