package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.NetworkJson;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
  private static final int CHUNK = 1 << 14;

  static NetworkWeights of(NetworkConfig config, float[] weights, float[] buffers) {
    String json = NetworkJson.write(config);
    return new NetworkWeights(digest(json, weights, buffers), json, weights, buffers);
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

  private static String digest(String config, float[] weights, float[] buffers) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    sha.update(config.getBytes(StandardCharsets.UTF_8));
    update(sha, weights);
    update(sha, buffers);
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void update(MessageDigest sha, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      bytes.clear();
      bytes.asFloatBuffer().put(values, from, count);
      sha.update(bytes.array(), 0, 4 * count);
    }
  }
}
