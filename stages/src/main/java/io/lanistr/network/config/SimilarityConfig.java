package io.lanistr.network.config;

/**
 * Projector and predictor of the similarity loss (SimSiam: Chen and He, arXiv:2011.10566).
 *
 * @param hidden width between the projector's three linear maps
 * @param output width of projection and prediction
 * @param predictorHidden width between the predictor's two linear maps
 * @param batchNorm whether the projector normalises over the tokens of a slice, as SimSiam does and
 *     LANISTR does not
 */
public record SimilarityConfig(int hidden, int output, int predictorHidden, boolean batchNorm) {

  public SimilarityConfig {
    Checks.positive("hidden", hidden);
    Checks.positive("output", output);
    Checks.positive("predictorHidden", predictorHidden);
  }
}
