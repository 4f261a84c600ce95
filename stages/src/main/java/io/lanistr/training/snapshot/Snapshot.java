package io.lanistr.training.snapshot;

import io.lanistr.training.progress.ProgressState;
import java.util.List;

/**
 * A snapshot that was read and found whole.
 *
 * @param folder where it is
 * @param step steps that were made
 * @param slices of weights and moments
 * @param weights the flat vector
 * @param statistics running statistics; empty for none
 * @param progress of the training
 * @param bestOrNull the best epoch so far, where validation rows judge
 */
public record Snapshot(
    String folder,
    long step,
    List<SliceFile> slices,
    float[] weights,
    float[] statistics,
    ProgressState progress,
    BestSoFar bestOrNull) {

  /**
   * The best epoch so far.
   *
   * @param weights its flat vector
   * @param statistics its running statistics
   * @param value its metric
   * @param epochsSince epochs that were made after it
   */
  public record BestSoFar(float[] weights, float[] statistics, double value, int epochsSince) {}
}
