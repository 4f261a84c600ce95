package io.lanistr.network.config;

import io.lanistr.network.weights.Part;

/**
 * A modality whose encoder is not part of the network: what it would yield comes with the batch.
 *
 * @param part which encoder is left out
 * @param width of its states
 */
public record EncodedConfig(Part part, int width) {
  public EncodedConfig {
    Checks.positive("width", width);
    if (!part.isEncoder()) {
      throw new IllegalArgumentException(part + " is no encoder");
    }
  }
}
