package io.lanistr.pipeline.data.fourway;

import io.lanistr.pipeline.data.table.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The examples of one source, by split and class, in the order in which the source has them. */
final class Pool<T> {

  /** Classes that every source is cut down to. */
  static final int CLASSES = 7;

  /** Share of the examples that are set aside for the test rows, where a key decides. */
  static final double TEST_SHARE = 0.2;

  private final Map<Split, List<List<T>>> examples = new EnumMap<>(Split.class);

  Pool() {
    for (Split split : Split.values()) {
      List<List<T>> classes = new ArrayList<>();
      for (int label = 0; label < CLASSES; label++) {
        classes.add(new ArrayList<>());
      }
      examples.put(split, classes);
    }
  }

  void add(Split split, int label, T example) {
    examples.get(split).get(label).add(example);
  }

  List<T> of(Split split, int label) {
    return examples.get(split).get(label);
  }
}
