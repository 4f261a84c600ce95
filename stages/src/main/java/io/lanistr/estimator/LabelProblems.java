package io.lanistr.estimator;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the labels of a table, kind by kind, for one message. */
final class LabelProblems {
  private final FineTuner<?> stage;
  private final List<String> problems = new ArrayList<>();

  LabelProblems(FineTuner<?> stage) {
    this.stage = stage;
  }

  /** Rows that have something unusable, if there are any. */
  void rows(long number, String what) {
    if (number > 0) {
      problems.add(number + (number == 1 ? " row has " : " rows have ") + what);
    }
  }

  /** Labelled rows whose weight can't be counted with. */
  void weights(long number) {
    rows(
        number,
        "a weight in column '"
            + stage.getWeightCol()
            + "' that is null, negative, NaN or infinite");
  }

  /** Rows without a label, where they are an error. */
  void unlabelled(long number, String meaning) {
    if (stage.getUnlabelledPolicy().equals("error")) {
      rows(number, "no label (" + meaning + "); unlabelledPolicy=skip leaves such rows out");
    }
  }

  /** A table, fine otherwise, that has nothing to learn from. */
  void none(long all, long labelled, String meaning, double weight) {
    if (problems.isEmpty() && labelled == 0) {
      problems.add("none of the " + all + " rows has a label (all are " + meaning + ")");
    } else if (problems.isEmpty() && !(weight > 0)) {
      problems.add("the labelled rows weigh nothing");
    }
  }

  /**
   * Ends with what was found, if anything.
   *
   * @throws IllegalArgumentException naming the column and all of it
   */
  void refuse() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          stage.uid()
              + ": column '"
              + stage.getLabelCol()
              + "' can't be trained on: "
              + String.join("; ", problems));
    }
  }
}
