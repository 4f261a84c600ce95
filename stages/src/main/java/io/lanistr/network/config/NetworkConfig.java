package io.lanistr.network.config;

/**
 * A LANISTR network (Ebrahimi et al., arXiv:2305.16556). Modalities that are null do not exist.
 *
 * @param tokens which tokens the fusion sees
 * @param fusion sizes of the multimodal encoder; its width is that of the projections
 * @param similarity heads of pretraining exist if and only if this is not null
 * @param classifier the classifier exists if and only if this is not null
 */
public record NetworkConfig(
    TextConfig text,
    ImageConfig image,
    SeriesConfig series,
    TableConfig table,
    FusionTokens tokens,
    TransformerConfig fusion,
    SimilarityConfig similarity,
    ClassifierConfig classifier,
    LossWeights lossWeights,
    Compatibility compatibility) {

  public NetworkConfig {
    if (text == null && image == null && series == null && table == null) {
      throw new IllegalArgumentException("a network needs at least one modality");
    }
    if (tokens == null || fusion == null || lossWeights == null || compatibility == null) {
      throw new IllegalArgumentException(
          "tokens, fusion, lossWeights and compatibility are required");
    }
  }

  /** A network whose fusion sees all tokens, as in the paper. */
  public NetworkConfig(
      TextConfig text,
      ImageConfig image,
      SeriesConfig series,
      TableConfig table,
      TransformerConfig fusion,
      SimilarityConfig similarity,
      ClassifierConfig classifier,
      LossWeights lossWeights,
      Compatibility compatibility) {
    this(
        text,
        image,
        series,
        table,
        FusionTokens.ALL,
        fusion,
        similarity,
        classifier,
        lossWeights,
        compatibility);
  }

  /** The same encoders and fusion with the heads of pretraining and no classifier. */
  public NetworkConfig forPretraining(SimilarityConfig heads) {
    return new NetworkConfig(
        text, image, series, table, tokens, fusion, heads, null, lossWeights, compatibility);
  }

  /** The same encoders and fusion with a classifier and without the heads of pretraining. */
  public NetworkConfig forClassification(ClassifierConfig head) {
    return new NetworkConfig(
        text, image, series, table, tokens, fusion, null, head, lossWeights, compatibility);
  }

  /** The same with other official quirks. */
  public NetworkConfig with(Compatibility quirks) {
    return new NetworkConfig(
        text, image, series, table, tokens, fusion, similarity, classifier, lossWeights, quirks);
  }

  /** The same with other weights of the losses. */
  public NetworkConfig with(LossWeights weights) {
    return new NetworkConfig(
        text, image, series, table, tokens, fusion, similarity, classifier, weights, compatibility);
  }

  /** The same with another dropout in the transformers. */
  public NetworkConfig withDropout(float rate) {
    return new NetworkConfig(
        text == null ? null : text.withDropout(rate),
        image == null ? null : image.withDropout(rate),
        series == null ? null : series.withDropout(rate),
        table,
        tokens,
        fusion.withDropout(rate),
        similarity,
        classifier,
        lossWeights,
        compatibility);
  }
}
