package io.lanistr.network.config;

/**
 * How much of each modality is hidden in pretraining.
 *
 * @param tokens probability of masking a token
 * @param patches share of an image's patches, rounded up
 * @param series share of a channel's steps
 * @param seriesMeanLength mean length of a masked stretch, in steps
 * @param features probability of hiding an embedded table column
 * @param wholeColumns hide all embedded columns of a category together; the paper's code hides each
 *     apart
 */
public record MaskingConfig(
    double tokens,
    double patches,
    double series,
    double seriesMeanLength,
    double features,
    boolean wholeColumns)
    implements java.io.Serializable {
  /** The paper's: 15 %, half of the patches, mean length 3. */
  public static final MaskingConfig DEFAULT = new MaskingConfig(0.15, 0.5, 0.15, 3, 0.15, false);

  public MaskingConfig {
    Checks.probability("share of masked tokens", tokens);
    if (!(patches >= 0 && patches <= 1)) {
      throw new IllegalArgumentException("share of masked patches is " + patches);
    }
    Checks.probability("share of masked series steps", series);
    if (!(seriesMeanLength >= 1)) {
      throw new IllegalArgumentException(
          "mean length of a masked stretch must be at least 1, got " + seriesMeanLength);
    }
    Checks.probability("share of hidden features", features);
  }
}
