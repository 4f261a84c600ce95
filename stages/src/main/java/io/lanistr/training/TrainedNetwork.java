package io.lanistr.training;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import java.util.List;
import java.util.Set;

/**
 * What a training yields.
 *
 * @param network configuration of the network
 * @param frozen parts that were not trained; with the configuration they give the state's layout
 * @param state the numbers
 * @param history one summary an epoch
 */
public record TrainedNetwork(
    NetworkConfig network, Set<Part> frozen, NetworkState state, List<EpochSummary> history) {
  public TrainedNetwork {
    frozen = Set.copyOf(frozen);
    history = List.copyOf(history);
  }

  /** A new network that uses the trained numbers. */
  public LanistrNetwork open() {
    LanistrNetwork opened = new LanistrNetwork(network, frozen);
    state.bindTo(opened);
    opened.training(false);
    return opened;
  }
}
