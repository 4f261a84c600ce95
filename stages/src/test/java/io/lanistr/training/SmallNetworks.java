package io.lanistr.training;

import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.SimilarityConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;

/** Networks of a few thousand parameters that fit the synthetic rows. */
public final class SmallNetworks {
  private SmallNetworks() {}

  /** A pretraining network for the modalities of the metadata, without dropout. */
  public static NetworkConfig pretraining(MultimodalMetadata metadata) {
    TransformerConfig encoder = TransformerConfig.of(8, 1, 2, 0);
    return new NetworkConfig(
        metadata.text() == null
            ? null
            : TextConfig.of(
                metadata.text().vocabSize(), metadata.text().maxTokens(), 0, 1, 2, 3, encoder),
        metadata.image() == null
            ? null
            : new ImageConfig(
                metadata.image().channels(),
                metadata.image().height(),
                metadata.image().width(),
                4,
                encoder),
        metadata.series() == null
            ? null
            : new SeriesConfig(metadata.series().channels(), metadata.series().maxSteps(), encoder),
        metadata.table() == null ? null : TableConfig.of(metadata.table().cardinalities(), 2, 4, 2),
        TransformerConfig.of(12, 1, 2, 0),
        new SimilarityConfig(16, 12, 6, false),
        null,
        LossWeights.DEFAULT,
        Compatibility.NONE);
  }

  /** The same with a classifier of three classes. */
  public static NetworkConfig classification(MultimodalMetadata metadata, float dropout) {
    return pretraining(metadata).forClassification(new ClassifierConfig(10, 3, dropout));
  }
}
