package io.lanistr.estimator;

import io.lanistr.network.LanistrNetwork;
import java.lang.ref.SoftReference;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Networks ready for scoring in this JVM, by the id of their weights. A network is used by one task
 * at a time; the weights are shared. Idle ones can be collected when memory runs short.
 */
final class Replicas {
  private static final Map<String, Deque<SoftReference<LanistrNetwork>>> IDLE =
      new ConcurrentHashMap<>();

  private Replicas() {}

  /** An idle network of these weights, or a new one. */
  static LanistrNetwork borrow(NetworkWeights weights) {
    Deque<SoftReference<LanistrNetwork>> idle =
        IDLE.getOrDefault(weights.id(), new ConcurrentLinkedDeque<>());
    for (var reference = idle.poll(); reference != null; reference = idle.poll()) {
      LanistrNetwork network = reference.get();
      if (network != null) {
        return network;
      }
    }
    return weights.open();
  }

  /** Takes a network back. */
  static void giveBack(String id, LanistrNetwork network) {
    IDLE.values().removeIf(idle -> idle.stream().allMatch(r -> r.get() == null));
    IDLE.computeIfAbsent(id, key -> new ConcurrentLinkedDeque<>())
        .add(new SoftReference<>(network));
  }
}
