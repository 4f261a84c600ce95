package io.lanistr.training.data;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkEnv;

/**
 * The state stores of this JVM by the id of their encoder. A store that a training uses stays; of
 * the others, those used least recently go when the limit is reached.
 */
public final class StateStores {
  /** Conf key of the most bytes that all stores of an executor may hold. */
  public static final String LIMIT = "spark.lanistr.frozenStates.maxBytes";

  /** Conf key of the bytes up to which scoring adds to the stores of an executor. */
  public static final String SCORING_LIMIT = "spark.lanistr.frozenStates.maxScoringBytes";

  private static final String USUAL_LIMIT = "16g";
  private static final String USUAL_SCORING_LIMIT = "256m";

  private static final class Entry {
    private final StateStore store;
    private final Set<String> trainings = new HashSet<>();

    Entry(StateStore store) {
      this.store = store;
    }
  }

  private static final Map<String, Entry> STORES = new LinkedHashMap<>(16, 0.75f, true);

  private StateStores() {}

  /** The store of an encoder, kept until {@link #release} at least. */
  static synchronized StateStore acquire(String encoder, int width, String training) {
    Entry entry = STORES.computeIfAbsent(encoder, id -> new Entry(new StateStore(width)));
    entry.trainings.add(training);
    return entry.store;
  }

  /** The store of an encoder, which may be forgotten when room is needed. */
  static synchronized StateStore open(String encoder, int width) {
    return STORES.computeIfAbsent(encoder, id -> new Entry(new StateStore(width))).store;
  }

  /** Whether scoring may keep so many bytes more. */
  static synchronized boolean hasRoomForScoring(long bytes) {
    return bytes + used()
        <= SparkEnv.get().conf().getSizeAsBytes(SCORING_LIMIT, USUAL_SCORING_LIMIT);
  }

  private static long used() {
    long used = 0;
    for (Entry entry : STORES.values()) {
      used += entry.store.bytes();
    }
    return used;
  }

  /** The store of an encoder, or null if this JVM has none. */
  public static synchronized StateStore find(String encoder) {
    Entry entry = STORES.get(encoder);
    return entry == null ? null : entry.store;
  }

  /** Says that a training is over. */
  public static synchronized void release(String training) {
    STORES.values().forEach(entry -> entry.trainings.remove(training));
  }

  /**
   * Makes room.
   *
   * @throws IllegalStateException if the stores in use leave none, with what to do
   */
  static synchronized void requireRoom(long bytes) {
    long limit = SparkEnv.get().conf().getSizeAsBytes(LIMIT, USUAL_LIMIT);
    long used = bytes + used();
    for (Iterator<Entry> i = STORES.values().iterator(); used > limit && i.hasNext(); ) {
      Entry entry = i.next();
      if (entry.trainings.isEmpty()) {
        used -= entry.store.bytes();
        i.remove();
      }
    }
    if (used > limit) {
      throw new IllegalStateException(
          String.format(
              "The states of the frozen encoders take more than the %d bytes that %s allows on an"
                  + " executor. Raise it, use more executors, or set cacheFrozen=false to run the"
                  + " encoders in every epoch.",
              limit, LIMIT));
    }
  }
}
