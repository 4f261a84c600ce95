package io.lanistr.network.config;

/** Which tokens of an image or a series the fusion sees. Text and table always give one. */
public enum FusionTokens {
  /** All of them, as in the paper: CLS and every patch, every step. */
  ALL,
  /**
   * One for each: an image's CLS, the average of a series' steps. Few labelled rows then suffice to
   * train the fusion, and it costs little.
   */
  SUMMARY
}
