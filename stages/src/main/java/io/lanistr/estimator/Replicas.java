package io.lanistr.estimator;

import io.lanistr.network.weights.Part;
import java.lang.ref.SoftReference;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Networks ready for scoring in this JVM, by the id of their weights. A network is used by one task
 * at a time; the weights are shared. Idle ones can be collected when memory runs short.
 */
final class Replicas {
  private static final Map<String, Deque<SoftReference<ScoringNetwork>>> IDLE =
      new ConcurrentHashMap<>();

  private Replicas() {}

  /**
   * An idle network of these weights, or a new one.
   *
   * @param known see {@link ScoringNetwork#open}
   */
  static ScoringNetwork borrow(NetworkWeights weights, Set<Part> known) {
    Deque<SoftReference<ScoringNetwork>> idle =
        IDLE.getOrDefault(key(weights, known), new ConcurrentLinkedDeque<>());
    for (var reference = idle.poll(); reference != null; reference = idle.poll()) {
      ScoringNetwork network = reference.get();
      if (network != null) {
        return network;
      }
    }
    return ScoringNetwork.open(weights, known);
  }

  private static String key(NetworkWeights weights, Set<Part> known) {
    return weights.id() + known;
  }

  /** Takes a network back. */
  static void giveBack(NetworkWeights weights, Set<Part> known, ScoringNetwork network) {
    IDLE.values().removeIf(idle -> idle.stream().allMatch(r -> r.get() == null));
    IDLE.computeIfAbsent(key(weights, known), key -> new ConcurrentLinkedDeque<>())
        .add(new SoftReference<>(network));
  }
}
