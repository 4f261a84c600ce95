package io.lanistr.network.config;

import io.lanistr.network.weights.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A LANISTR network (Ebrahimi et al., arXiv:2305.16556). Modalities that are null do not exist.
 *
 * @param encoded modalities that come as states of an encoder that is kept elsewhere
 * @param tokens which tokens the fusion sees
 * @param missingTokens whether the fusion sees a learned token in the place of a modality that a
 *     row lacks, rather than nothing
 * @param fusion sizes of the multimodal encoder; its width is that of the projections
 * @param similarity heads of pretraining exist if and only if this is not null
 * @param classifier the classifier exists if and only if this is not null
 */
public record NetworkConfig(
    TextConfig text,
    ImageConfig image,
    SeriesConfig series,
    TableConfig table,
    List<EncodedConfig> encoded,
    FusionTokens tokens,
    boolean missingTokens,
    TransformerConfig fusion,
    SimilarityConfig similarity,
    ClassifierConfig classifier,
    LossWeights lossWeights,
    Compatibility compatibility) {

  public NetworkConfig {
    encoded = List.copyOf(encoded);
    boolean any = text != null || image != null || series != null || table != null;
    if (!any && encoded.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one modality");
    }
    if (tokens == null || fusion == null || lossWeights == null || compatibility == null) {
      throw new IllegalArgumentException(
          "tokens, fusion, lossWeights and compatibility are required");
    }
  }

  /** A network with all its encoders. */
  public NetworkConfig(
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
    this(
        text,
        image,
        series,
        table,
        List.of(),
        tokens,
        false,
        fusion,
        similarity,
        classifier,
        lossWeights,
        compatibility);
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
        text,
        image,
        series,
        table,
        encoded,
        tokens,
        missingTokens,
        fusion,
        heads,
        null,
        lossWeights,
        compatibility);
  }

  /** The same encoders and fusion with a classifier and without the heads of pretraining. */
  public NetworkConfig forClassification(ClassifierConfig head) {
    return new NetworkConfig(
        text,
        image,
        series,
        table,
        encoded,
        tokens,
        missingTokens,
        fusion,
        null,
        head,
        lossWeights,
        compatibility);
  }

  /** The same with other official quirks. */
  public NetworkConfig with(Compatibility quirks) {
    return new NetworkConfig(
        text,
        image,
        series,
        table,
        encoded,
        tokens,
        missingTokens,
        fusion,
        similarity,
        classifier,
        lossWeights,
        quirks);
  }

  /** The same with other weights of the losses. */
  public NetworkConfig with(LossWeights weights) {
    return new NetworkConfig(
        text,
        image,
        series,
        table,
        encoded,
        tokens,
        missingTokens,
        fusion,
        similarity,
        classifier,
        weights,
        compatibility);
  }

  /** The same with or without tokens in the place of missing modalities. */
  public NetworkConfig withMissingTokens(boolean wanted) {
    return new NetworkConfig(
        text,
        image,
        series,
        table,
        encoded,
        tokens,
        wanted,
        fusion,
        similarity,
        classifier,
        lossWeights,
        compatibility);
  }

  /** The same with another dropout in the transformers. */
  public NetworkConfig withDropout(float rate) {
    return new NetworkConfig(
        text == null ? null : text.withDropout(rate),
        image == null ? null : image.withDropout(rate),
        series == null ? null : series.withDropout(rate),
        table,
        encoded,
        tokens,
        missingTokens,
        fusion.withDropout(rate),
        similarity,
        classifier,
        lossWeights,
        compatibility);
  }

  /** The same without some encoders, whose states come with the batch instead. */
  public NetworkConfig encodedElsewhere(Set<Part> parts) {
    List<EncodedConfig> modalities = new ArrayList<>(encoded);
    for (Part part : parts) {
      modalities.add(new EncodedConfig(part, width(part)));
    }
    return new NetworkConfig(
        parts.contains(Part.TEXT) ? null : text,
        parts.contains(Part.IMAGE) ? null : image,
        parts.contains(Part.SERIES) ? null : series,
        parts.contains(Part.TABLE) ? null : table,
        modalities,
        tokens,
        missingTokens,
        fusion,
        similarity,
        classifier,
        lossWeights,
        compatibility);
  }

  /** Whether a modality has its encoder in this network. */
  public boolean encodes(Part part) {
    return switch (part) {
      case TEXT -> text != null;
      case IMAGE -> image != null;
      case SERIES -> series != null;
      case TABLE -> table != null;
      case PROJECTIONS, FUSION, HEADS -> false;
    };
  }

  /** The modalities, in the order of their tokens. */
  public List<Part> modalities() {
    return Stream.of(Part.TEXT, Part.IMAGE, Part.TABLE, Part.SERIES)
        .filter(part -> encodes(part) || encoded.stream().anyMatch(e -> e.part() == part))
        .toList();
  }

  /** Width of the states of a modality's encoder. */
  public int width(Part part) {
    for (EncodedConfig one : encoded) {
      if (one.part() == part) {
        return one.width();
      }
    }
    return switch (part) {
      case TEXT -> text.encoder().hidden();
      case IMAGE -> image.encoder().hidden();
      case SERIES -> series.encoder().hidden();
      case TABLE -> table.decision();
      case PROJECTIONS, FUSION, HEADS ->
          throw new IllegalArgumentException(part + " is no encoder");
    };
  }
}
