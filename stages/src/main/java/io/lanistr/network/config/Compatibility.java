package io.lanistr.network.config;

/**
 * Behaviour of the official implementation that differs from the method as published, each switched
 * apart. All are off by default.
 *
 * @param allTokenLoss masked language modelling takes the mean over all positions of all texts,
 *     padding included, not over the masked ones
 * @param sequenceNormalization image and series tokens are normalised per feature over their
 *     sequence, not per token over the features
 * @param elementNormalization in fine-tuning, each element of the text embedding is divided by its
 *     own magnitude, so nothing but 0 and 1 is left of the text and no gradient reaches its encoder
 * @param batchVarianceLoss masked feature modelling divides by the variance over the batch (by the
 *     mean where that is 0), and gradients flow through targets and variances
 * @param tableDecodesUnmasked the TabNet decoder also runs on the unmasked row, which only moves
 *     its batch statistics
 * @param frozenTableInTraining a frozen TabNet still normalises by batch statistics, and moves its
 *     running ones, in training
 * @param reconstructionTokens the fusion sees a series as reconstructed in its channels, not as the
 *     encoder's states
 * @param momentumStatistics TabNet scores with the running averages left by training; otherwise
 *     they are re-estimated over the training rows
 */
public record Compatibility(
    boolean allTokenLoss,
    boolean sequenceNormalization,
    boolean elementNormalization,
    boolean batchVarianceLoss,
    boolean tableDecodesUnmasked,
    boolean frozenTableInTraining,
    boolean reconstructionTokens,
    boolean momentumStatistics) {

  /** The method as published. */
  public static final Compatibility NONE =
      new Compatibility(false, false, false, false, false, false, false, false);

  /** The official implementation as it is. */
  public static final Compatibility OFFICIAL =
      new Compatibility(true, true, true, true, true, true, true, true);

  /** The official implementation before it took several texts and images a row. */
  public static final Compatibility OFFICIAL_SINGLE_ITEM =
      new Compatibility(true, true, false, true, true, true, true, true);
}
