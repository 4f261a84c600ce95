package io.lanistr.evaluation;

/**
 * What can be wrong with a scored row. Such rows are counted beside the sums, so that one pass over
 * the table both evaluates it and says what is wrong with it.
 */
enum Problem {
  NULL_SCORE("with no score (null in column '%s')"),
  NAN_SCORE("with a NaN score or an infinite logit in column '%s'"),
  SHORT_VECTOR("with a vector of fewer than two classes in column '%s'"),
  NULL_LABEL("with no label (null in column '%s'); select the labelled rows first"),
  BAD_LABEL(
      "with a label in column '%s' that is not a class (for example %s); "
          + "labels are whole numbers from 0 to the number of classes less one, "
          + "and unlabelled rows must be left out"),
  BAD_WEIGHT(
      "with a weight in column '%s' that is null, negative, NaN or infinite (for example %s)");

  private final String text;

  Problem(String text) {
    this.text = text;
  }

  /** The group such rows are counted in: below all class numbers. */
  int group() {
    return -1 - ordinal();
  }

  static Problem ofGroup(int group) {
    return values()[-1 - group];
  }

  /** One clause: how many rows, what is wrong, in which column, and an example of the value. */
  String describe(long rows, String column, double example) {
    return (rows == 1 ? "1 row " : rows + " rows ") + String.format(text, column, example);
  }
}
