package io.lanistr.training.bigdl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The trainings that run in this JVM, and how those of its tasks ended that failed. */
final class LocalTrainings {
  private record Key(String training, int partition) {}

  private static final Map<Key, LocalTraining> TRAININGS = new ConcurrentHashMap<>();
  private static final Map<Key, Throwable> FAILURES = new ConcurrentHashMap<>();

  private LocalTrainings() {}

  /** Begins a partition's part of a training. */
  static LocalTraining begin(String training, int partition, Supplier<LocalTraining> maker) {
    return TRAININGS.computeIfAbsent(new Key(training, partition), key -> maker.get());
  }

  /** The partition's part of a training, between two steps. */
  static LocalTraining get(String training, int partition) {
    LocalTraining found = TRAININGS.get(new Key(training, partition));
    if (found == null) {
      throw missing(partition);
    }
    return found;
  }

  /** What is wrong where a partition's part should be and is not. */
  static IllegalStateException missing(int partition) {
    return new IllegalStateException(
        "The weights of slice "
            + partition
            + " are not on this executor: one that failed had them. Train again.");
  }

  /** Remembers why a task failed. */
  static void failed(String training, int partition, Throwable why) {
    FAILURES.putIfAbsent(new Key(training, partition), why);
  }

  /** Why a task of this partition has failed before; null if none has, or not here. */
  static Throwable failure(String training, int partition) {
    return FAILURES.get(new Key(training, partition));
  }

  /** Forgets a training. */
  static void forget(String training) {
    TRAININGS.forEach(
        (key, local) -> {
          if (key.training().equals(training)) {
            local.close();
          }
        });
    TRAININGS.keySet().removeIf(key -> key.training().equals(training));
    FAILURES.keySet().removeIf(key -> key.training().equals(training));
  }
}
