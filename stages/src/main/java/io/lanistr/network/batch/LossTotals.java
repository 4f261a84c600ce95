package io.lanistr.network.batch;

/**
 * What the loss terms of a step are divided by, counted over the whole batch of the step.
 *
 * <p>A slice's terms are sums over its own rows divided by these totals, so the terms, and their
 * gradients, of all slices of a batch add up to those of the batch, however it is cut.
 *
 * @param tokens tokens of all texts, padding included
 * @param maskedTokens tokens to predict
 * @param maskedPatches patches to reconstruct
 * @param maskedValues series values to reconstruct
 * @param tables rows with a table
 * @param rows rows
 * @param targetWeight sum of the weights of the labelled rows, each as often as it has known
 *     numbers where targets are numbers
 */
public record LossTotals(
    long tokens,
    long maskedTokens,
    long maskedPatches,
    long maskedValues,
    long tables,
    long rows,
    double targetWeight) {

  public static final LossTotals ZERO = new LossTotals(0, 0, 0, 0, 0, 0, 0);

  /** Totals of one batch or slice, as it is masked now. */
  public static LossTotals count(Batch batch) {
    TextItems text = batch.text();
    ImageItems images = batch.images();
    return new LossTotals(
        text == null ? 0 : text.tokenCount(),
        text == null ? 0 : countTrue(text.masked(), text.tokenCount()),
        images == null ? 0 : countTrue(images.masked(), images.count() * images.patches()),
        batch.series() == null ? 0 : maskedValues(batch.series()),
        batch.tables() == null ? 0 : batch.tables().count(),
        batch.rows(),
        targetWeight(batch));
  }

  private static double targetWeight(Batch batch) {
    int targets = batch.targets();
    double weight = 0;
    for (int row = 0; row < batch.rows(); row++) {
      int known = targets == 0 && batch.label()[row] != Batch.UNLABELLED ? 1 : 0;
      for (int i = row * targets; i < (row + 1) * targets; i++) {
        known += Float.isNaN(batch.target()[i]) ? 0 : 1;
      }
      weight += known * (double) batch.weight()[row];
    }
    return weight;
  }

  private static long maskedValues(SeriesItems series) {
    boolean[] valid = series.validOrNull();
    int channels = series.channels();
    long count = 0;
    for (int step = 0; step < series.stepCount(); step++) {
      if (valid == null || valid[step]) {
        for (int i = step * channels; i < (step + 1) * channels; i++) {
          count += series.hidden()[i] ? 1 : 0;
        }
      }
    }
    return count;
  }

  private static long countTrue(boolean[] mask, int n) {
    long count = 0;
    for (int i = 0; i < n; i++) {
      count += mask[i] ? 1 : 0;
    }
    return count;
  }

  /** Totals of both together. */
  public LossTotals plus(LossTotals other) {
    return new LossTotals(
        tokens + other.tokens,
        maskedTokens + other.maskedTokens,
        maskedPatches + other.maskedPatches,
        maskedValues + other.maskedValues,
        tables + other.tables,
        rows + other.rows,
        targetWeight + other.targetWeight);
  }
}
