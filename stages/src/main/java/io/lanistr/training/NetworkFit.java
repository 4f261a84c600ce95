package io.lanistr.training;

import io.lanistr.network.config.NetworkConfig;

/** Whether a network and a multimodal column have the same sizes. */
final class NetworkFit {
  private NetworkFit() {}

  /**
   * The metadata of those modalities that the network has.
   *
   * @throws IllegalArgumentException if the column lacks one of them or has other sizes
   */
  static MultimodalMetadata restrict(MultimodalMetadata column, NetworkConfig network) {
    if (network.text() != null) {
      present(column.text(), "text");
      equal("text vocabulary", column.text().vocabSize(), network.text().vocabulary());
      atMost("tokens of a text", column.text().maxTokens(), network.text().maxPositions());
    }
    if (network.image() != null) {
      present(column.image(), "image");
      equal("image channels", column.image().channels(), network.image().channels());
      equal("image height", column.image().height(), network.image().height());
      equal("image width", column.image().width(), network.image().width());
    }
    if (network.series() != null) {
      present(column.series(), "series");
      equal("series channels", column.series().channels(), network.series().channels());
      atMost("steps of a series", column.series().maxSteps(), network.series().maxSteps());
    }
    if (network.table() != null) {
      present(column.table(), "table");
      equal("table columns", column.table().cardinalities(), network.table().cardinalities());
    }
    return new MultimodalMetadata(
        network.text() == null ? null : column.text(),
        network.image() == null ? null : column.image(),
        network.series() == null ? null : column.series(),
        network.table() == null ? null : column.table());
  }

  private static void present(Object modality, String name) {
    if (modality == null) {
      throw new IllegalArgumentException(
          "The network has a " + name + " encoder, but the multimodal column has no " + name + ".");
    }
  }

  private static void equal(String what, Object column, Object network) {
    if (!column.equals(network)) {
      throw new IllegalArgumentException(
          "The network was made for other data: "
              + what
              + " of the multimodal column: "
              + column
              + ", of the network: "
              + network
              + ".");
    }
  }

  private static void atMost(String what, int column, int network) {
    if (column > network) {
      throw new IllegalArgumentException(
          "The network was made for shorter data: the multimodal column allows "
              + column
              + " "
              + what
              + ", the network "
              + network
              + ".");
    }
  }
}
