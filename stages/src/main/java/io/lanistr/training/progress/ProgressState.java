package io.lanistr.training.progress;

import io.lanistr.training.EpochSummary;
import java.util.List;

/**
 * How far a training is, for continuing it.
 *
 * @param history the epochs that are done
 * @param rows visited in the epoch that is not
 * @param sums its losses, each a sum over these rows
 * @param tokens its fused tokens
 * @param seconds it has taken
 */
public record ProgressState(
    List<EpochSummary> history, long rows, List<Double> sums, long tokens, double seconds) {
  public ProgressState {
    history = List.copyOf(history);
    sums = List.copyOf(sums);
  }
}
