package io.lanistr.network.config;

/**
 * Projector and predictor of the similarity loss (SimSiam: Chen and He, arXiv:2011.10566), or the
 * projector of a contrastive one (InfoNCE: van den Oord et al., arXiv:1807.03748).
 *
 * @param hidden width between the projector's three linear maps
 * @param output width of projection and prediction
 * @param predictorHidden width between the predictor's two linear maps
 * @param batchNorm whether the projector normalises over the tokens of a slice, as SimSiam does and
 *     LANISTR does not
 * @param temperature 0 for the paper's loss. Otherwise the loss is contrastive: a row's modalities
 *     are parted in two, and the fused halves have to find each other among those of the other rows
 *     of the slice by their cosine divided by this
 */
public record SimilarityConfig(
    int hidden, int output, int predictorHidden, boolean batchNorm, float temperature) {

  public SimilarityConfig {
    Checks.positive("hidden", hidden);
    Checks.positive("output", output);
    Checks.positive("predictorHidden", predictorHidden);
    Checks.notNegative("temperature", temperature);
  }

  /** The paper's loss. */
  public SimilarityConfig(int hidden, int output, int predictorHidden, boolean batchNorm) {
    this(hidden, output, predictorHidden, batchNorm, 0f);
  }

  /** Whether the loss is contrastive. */
  public boolean contrastive() {
    return temperature > 0;
  }
}
