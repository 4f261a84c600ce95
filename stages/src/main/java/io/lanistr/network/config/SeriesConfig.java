package io.lanistr.network.config;

/**
 * Time-series transformer (Zerveas et al., arXiv:2010.02803), with layer normalisation.
 *
 * @param channels values of a step
 * @param maxSteps longest series in steps
 * @param encoder sizes of the transformer
 */
public record SeriesConfig(int channels, int maxSteps, TransformerConfig encoder) {

  public SeriesConfig {
    Checks.positive("channels", channels);
    Checks.positive("maxSteps", maxSteps);
  }

  /** The same with another dropout. */
  public SeriesConfig withDropout(float rate) {
    return new SeriesConfig(channels, maxSteps, encoder.withDropout(rate));
  }
}
