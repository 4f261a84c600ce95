package io.lanistr.network.config;

/**
 * A LANISTR network (Ebrahimi et al., arXiv:2305.16556). Modalities that are null do not exist.
 *
 * @param fusion sizes of the multimodal encoder; its width is that of the projections
 * @param similarity heads of pretraining exist if and only if this is not null
 * @param classifier the classifier exists if and only if this is not null
 */
public record NetworkConfig(
    TextConfig text,
    ImageConfig image,
    SeriesConfig series,
    TableConfig table,
    TransformerConfig fusion,
    SimilarityConfig similarity,
    ClassifierConfig classifier,
    LossWeights lossWeights,
    Compatibility compatibility) {

  public NetworkConfig {
    if (text == null && image == null && series == null && table == null) {
      throw new IllegalArgumentException("a network needs at least one modality");
    }
    if (fusion == null || lossWeights == null || compatibility == null) {
      throw new IllegalArgumentException("fusion, lossWeights and compatibility are required");
    }
  }

  /** The same encoders and fusion with the heads of pretraining and no classifier. */
  public NetworkConfig forPretraining(SimilarityConfig heads) {
    return new NetworkConfig(
        text, image, series, table, fusion, heads, null, lossWeights, compatibility);
  }

  /** The same encoders and fusion with a classifier and without the heads of pretraining. */
  public NetworkConfig forClassification(ClassifierConfig head) {
    return new NetworkConfig(
        text, image, series, table, fusion, null, head, lossWeights, compatibility);
  }

  /** The same with other official quirks. */
  public NetworkConfig with(Compatibility quirks) {
    return new NetworkConfig(
        text, image, series, table, fusion, similarity, classifier, lossWeights, quirks);
  }
}
