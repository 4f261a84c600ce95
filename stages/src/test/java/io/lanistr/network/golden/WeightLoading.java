package io.lanistr.network.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.weights.Buffers;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Slot;
import io.lanistr.tensor.BatchNormStatistics;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Fills a network from a stored state and accounts for every tensor of it. */
final class WeightLoading {
  private static final String UPDATES = "num_batches_tracked";

  private WeightLoading() {}

  /**
   * @param rename official name to the network's
   * @param unused official names that the network rightly lacks
   */
  static void load(
      Parameters parameters,
      Buffers buffers,
      Map<String, GoldenTensor> stored,
      UnaryOperator<String> rename,
      Predicate<String> unused) {
    Map<String, float[]> vectors = buffers.vectors();
    Set<String> filled = new HashSet<>();
    stored.forEach(
        (official, tensor) -> {
          String name = rename.apply(official);
          Slot slot = parameters.find(name);
          if (slot != null) {
            assertTrue(slot.size() == tensor.size(), () -> "size of " + official);
            parameters.copyIn(name, tensor.floats(), 0);
            filled.add(slot.name());
          } else if (vectors.containsKey(name)) {
            float[] vector = vectors.get(name);
            System.arraycopy(tensor.floats(), 0, vector, 0, vector.length);
            filled.add(name);
          } else {
            assertTrue(
                unused.test(official) || name.endsWith(UPDATES),
                () -> "the network has no place for " + official);
          }
        });
    for (Slot slot : parameters.slots()) {
      assertTrue(filled.contains(slot.name()), () -> "nothing stored for " + slot.name());
    }
    for (String name : vectors.keySet()) {
      assertTrue(filled.contains(name), () -> "nothing stored for " + name);
    }
  }

  /**
   * Compares the running statistics and the number of their updates. Statistics of a module that
   * the network lacks, because nothing uses it, must be as they were.
   */
  static void checkBuffers(
      Buffers buffers,
      Map<String, GoldenTensor> before,
      Comparison comparison,
      UnaryOperator<String> rename) {
    Map<String, float[]> vectors = buffers.vectors();
    Map<String, BatchNormStatistics> modules = buffers.modules();
    for (String expected : Set.copyOf(comparison.expectedNames())) {
      if (!expected.startsWith("buf.")) {
        continue;
      }
      String official = expected.substring("buf.".length());
      String name = rename.apply(official);
      if (vectors.containsKey(name)) {
        comparison.check(expected, vectors.get(name));
      } else if (name.endsWith(UPDATES)) {
        String module = name.substring(0, name.length() - UPDATES.length());
        BatchNormStatistics statistics = modules.get(module);
        long updates = statistics == null ? 0 : statistics.updates();
        comparison.checkExact(expected, new long[] {before.get(official).integers()[0] + updates});
      } else {
        comparison.require(
            official.contains("tabnet.initial_bn."), "no statistics called " + official);
        comparison.check(expected, before.get(official).floats());
      }
    }
  }
}
