package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.weights.Part;
import io.lanistr.network.weights.Slot;
import io.lanistr.training.data.FrozenEncoders;
import io.lanistr.training.data.RowStates;
import java.util.Set;

/**
 * A network ready for scoring.
 *
 * @param statesOrNull what the encoders that the network leaves out make of rows; null if it leaves
 *     out none
 */
record ScoringNetwork(LanistrNetwork network, RowStates statesOrNull) {

  /**
   * Opens a network.
   *
   * @param known encoders whose states of many rows are known in this application, and which are
   *     therefore asked for only where they are not
   */
  static ScoringNetwork open(NetworkWeights weights, Set<Part> known) {
    LanistrNetwork whole = weights.open();
    if (known.isEmpty()) {
      return new ScoringNetwork(whole, null);
    }
    NetworkConfig config = whole.config().encodedElsewhere(known);
    LanistrNetwork rest = new LanistrNetwork(config, Set.of());
    rest.parameters().bind(new float[rest.parameters().trainableSize()], 0, null, 0);
    for (Slot slot : rest.parameters().slots()) {
      rest.parameters().copyIn(slot.name(), whole.parameters().copyOut(slot.name()), 0);
    }
    var statistics = whole.buffers().vectors();
    rest.buffers()
        .vectors()
        .forEach(
            (name, target) -> System.arraycopy(statistics.get(name), 0, target, 0, target.length));
    rest.training(false);
    return new ScoringNetwork(rest, new RowStates(FrozenEncoders.of(whole, known)));
  }
}
