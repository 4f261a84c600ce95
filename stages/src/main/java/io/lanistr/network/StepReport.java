package io.lanistr.network;

/**
 * Losses of a slice of a step, unweighted, each divided by the totals of the whole batch: the
 * reports of all slices add up to that of the step.
 *
 * @param total weighted sum
 * @param text masked language modelling
 * @param image masked image modelling
 * @param series masked time-series modelling
 * @param table masked feature modelling
 * @param similarity similarity of masked and unmasked rows
 * @param classification cross entropy of the labelled rows
 * @param spread how far the projections' directions are spread: near 1 is sound, near 0 collapsed
 * @param tokens fused tokens that the spread was taken over
 */
public record StepReport(
    double total,
    double text,
    double image,
    double series,
    double table,
    double similarity,
    double classification,
    double spread,
    long tokens) {

  public static final StepReport ZERO = new StepReport(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together; the spread is the mean over tokens. */
  public StepReport plus(StepReport other) {
    long both = tokens + other.tokens;
    return new StepReport(
        total + other.total,
        text + other.text,
        image + other.image,
        series + other.series,
        table + other.table,
        similarity + other.similarity,
        classification + other.classification,
        both == 0 ? 0 : (spread * tokens + other.spread * other.tokens) / both,
        both);
  }
}
