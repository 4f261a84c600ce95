package io.lanistr.network.config;

/** Which tokens of each modality the fusion sees. */
public enum FusionTokens {
  /**
   * As in the paper: a text's CLS, an image's CLS and every patch, every step, one of the table.
   */
  ALL,
  /**
   * One for each: an image's CLS, the average of a text's tokens or a series' steps. Few labelled
   * rows then suffice to train the fusion, and it costs little.
   */
  SUMMARY
}
