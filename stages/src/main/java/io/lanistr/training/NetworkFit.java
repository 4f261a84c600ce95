package io.lanistr.training;

import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TextConfig;
import java.util.function.Function;

/** Whether a network and a multimodal column have the same sizes. */
final class NetworkFit {
  private NetworkFit() {}

  /**
   * The metadata of those modalities that the network, or an encoder elsewhere, takes.
   *
   * @throws IllegalArgumentException if the column lacks one of them or has other sizes
   */
  static MultimodalMetadata restrict(
      MultimodalMetadata column, NetworkConfig network, NetworkConfig encodersOrNull) {
    TextConfig text = of(network, encodersOrNull, NetworkConfig::text);
    ImageConfig image = of(network, encodersOrNull, NetworkConfig::image);
    SeriesConfig series = of(network, encodersOrNull, NetworkConfig::series);
    TableConfig table = of(network, encodersOrNull, NetworkConfig::table);
    if (text != null) {
      present(column.text(), "text");
      equal("text vocabulary", column.text().vocabSize(), text.vocabulary());
      atMost("tokens of a text", column.text().maxTokens(), text.maxPositions());
    }
    if (image != null) {
      present(column.image(), "image");
      equal("image channels", column.image().channels(), image.channels());
      equal("image height", column.image().height(), image.height());
      equal("image width", column.image().width(), image.width());
    }
    if (series != null) {
      present(column.series(), "series");
      equal("series channels", column.series().channels(), series.channels());
      atMost("steps of a series", column.series().maxSteps(), series.maxSteps());
    }
    if (table != null) {
      present(column.table(), "table");
      equal("table columns", column.table().cardinalities(), table.cardinalities());
    }
    return new MultimodalMetadata(
        text == null ? null : column.text(),
        image == null ? null : column.image(),
        series == null ? null : column.series(),
        table == null ? null : column.table());
  }

  /** A modality's encoder, in the network or elsewhere. */
  private static <C> C of(
      NetworkConfig network, NetworkConfig encodersOrNull, Function<NetworkConfig, C> part) {
    C own = part.apply(network);
    return own != null || encodersOrNull == null ? own : part.apply(encodersOrNull);
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
