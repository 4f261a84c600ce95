package io.lanistr.training;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.weights.NumberDigest;

/**
 * Everything of a network that numbers hold, in the layout that the network's configuration and
 * frozen parts give: trained parameters, frozen ones, and running statistics. The arrays are not
 * copied; treat them as immutable.
 */
public record NetworkState(float[] trainable, float[] frozen, float[] buffers) {
  /** Initial values, from a seed, and the statistics that a new network has. */
  public static NetworkState initial(LanistrNetwork network, long seed) {
    NetworkState state = empty(network);
    network.parameters().bind(state.trainable, 0, null, 0);
    network.parameters().bindFrozen(state.frozen);
    network.parameters().initialize(seed);
    network.buffers().copyOut(state.buffers, 0);
    return state;
  }

  /** Zeros of the sizes that the network needs. */
  public static NetworkState empty(LanistrNetwork network) {
    return new NetworkState(
        new float[network.parameters().trainableSize()],
        new float[network.parameters().frozenSize()],
        new float[network.buffers().size()]);
  }

  /** Makes the network use these numbers, for scoring. */
  public void bindTo(LanistrNetwork network) {
    network.parameters().bind(trainable, 0, null, 0);
    network.parameters().bindFrozen(frozen);
    network.buffers().copyIn(buffers, 0);
  }

  /** A short text that differs where numbers do. */
  String digest() {
    return new NumberDigest().add(trainable).add(frozen).add(buffers).hex();
  }

  /**
   * Refuses arrays of other sizes.
   *
   * @throws IllegalArgumentException if a size differs from the network's
   */
  void requireFit(LanistrNetwork network) {
    require("trained parameters", trainable.length, network.parameters().trainableSize());
    require("frozen parameters", frozen.length, network.parameters().frozenSize());
    require("batch statistics", buffers.length, network.buffers().size());
  }

  private static void require(String what, int actual, int expected) {
    if (actual != expected) {
      throw new IllegalArgumentException(
          "The initial state has "
              + actual
              + " "
              + what
              + " where the network, with its frozen parts, has "
              + expected);
    }
  }
}
