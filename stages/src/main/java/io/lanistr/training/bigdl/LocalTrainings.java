package io.lanistr.training.bigdl;

import io.lanistr.network.weights.Buffers;
import io.lanistr.training.optimizer.Moments;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What this JVM holds of the trainings that run on it: the slices of weights that it updates, and
 * the running statistics of its first replica. BigDL keeps both where nobody else finds them.
 */
final class LocalTrainings {
  private static final ConcurrentMap<String, List<Slice>> SLICES = new ConcurrentHashMap<>();
  private static final ConcurrentMap<String, Buffers> STATISTICS = new ConcurrentHashMap<>();

  private LocalTrainings() {}

  /**
   * What a training updates here.
   *
   * @param start place of the slice in the flat vector
   * @param weights the array that BigDL has, the slice from {@code offset} on
   * @param moments what the optimiser remembers of it
   */
  record Slice(
      int partition, int start, int length, float[] weights, int offset, Moments moments) {}

  /** Notes that a training updates this slice. */
  static void remember(String training, Slice slice) {
    SLICES.computeIfAbsent(training, t -> new CopyOnWriteArrayList<>()).add(slice);
  }

  /** Notes where the running statistics of a training's first replica here are. */
  static void remember(String training, Buffers statistics) {
    STATISTICS.put(training, statistics);
  }

  /** All slices of a training here. */
  static List<Slice> slices(String training) {
    return SLICES.getOrDefault(training, List.of());
  }

  /** The slice that a training updates in tasks of this partition. */
  static Slice slice(String training, int partition) {
    return slices(training).stream()
        .filter(slice -> slice.partition == partition)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The weights of slice "
                        + partition
                        + " are not on this executor: one that failed had them. Train again."));
  }

  /** The running statistics of the first replica here; empty if it has none. */
  static float[] statistics(String training) {
    Buffers buffers = STATISTICS.get(training);
    if (buffers == null) {
      return new float[0];
    }
    float[] values = new float[buffers.size()];
    buffers.copyOut(values, 0);
    return values;
  }

  /**
   * Forgets a training.
   *
   * @return its slices
   */
  static List<Slice> forget(String training) {
    STATISTICS.remove(training);
    List<Slice> slices = SLICES.remove(training);
    return slices == null ? List.of() : slices;
  }
}
