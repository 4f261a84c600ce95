package io.lanistr.network.config;

/**
 * Sizes of a stack of transformer layers.
 *
 * @param hidden width of the tokens
 * @param layers number of layers
 * @param heads attention heads; divides hidden
 * @param feedForward width between the two linear maps of a layer
 * @param layerNormEps added to the variance in layer normalisation
 * @param dropout probability of zeroing an element of a sub-layer's output in training
 */
public record TransformerConfig(
    int hidden, int layers, int heads, int feedForward, float layerNormEps, float dropout) {

  public TransformerConfig {
    Checks.positive("hidden", hidden);
    Checks.positive("layers", layers);
    Checks.positive("heads", heads);
    Checks.positive("feedForward", feedForward);
    Checks.divides("heads", heads, "hidden", hidden);
    Checks.notNegative("layerNormEps", layerNormEps);
    Checks.probability("dropout", dropout);
  }

  /** The same with another dropout. */
  public TransformerConfig withDropout(float rate) {
    return new TransformerConfig(hidden, layers, heads, feedForward, layerNormEps, rate);
  }

  /** Four times as wide between the maps, layerNormEps 1e-12 as BERT, ViT and FLAVA have it. */
  public static TransformerConfig of(int hidden, int layers, int heads, float dropout) {
    return new TransformerConfig(hidden, layers, heads, 4 * hidden, 1e-12f, dropout);
  }
}
