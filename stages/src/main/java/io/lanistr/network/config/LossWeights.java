package io.lanistr.network.config;

/**
 * Weights of the pretraining losses in their sum.
 *
 * @param text masked language modelling
 * @param image masked image modelling
 * @param series masked time-series modelling
 * @param table masked feature modelling
 * @param similarity similarity of the fused masked and unmasked row
 */
public record LossWeights(float text, float image, float series, float table, float similarity) {
  /** The paper's: 1, and 0.1 for time series. */
  public static final LossWeights DEFAULT = new LossWeights(1f, 1f, 0.1f, 1f, 1f);

  public LossWeights {
    Checks.notNegative("weight of the text loss", text);
    Checks.notNegative("weight of the image loss", image);
    Checks.notNegative("weight of the series loss", series);
    Checks.notNegative("weight of the table loss", table);
    Checks.notNegative("weight of the similarity loss", similarity);
  }
}
