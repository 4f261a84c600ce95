package io.lanistr.training.data;

import java.util.Objects;

/**
 * Which columns of a table are trained on.
 *
 * @param multimodal the multimodal column
 * @param label class index 0..classes-1, null or -1 where unknown; null for no such column
 * @param targets array of numbers to learn, null or NaN where unknown; null for no such column
 * @param weight row weight, not negative; null for no such column: every row weighs 1
 */
public record RowColumns(String multimodal, String label, String targets, String weight) {
  public RowColumns {
    Objects.requireNonNull(multimodal, "multimodal");
  }

  /** Rows without labels and weights. */
  public static RowColumns unlabelled(String multimodal) {
    return new RowColumns(multimodal, null, null, null);
  }

  /** Labelled rows of equal weight. */
  public static RowColumns labelled(String multimodal, String label) {
    return new RowColumns(multimodal, label, null, null);
  }

  /** Rows labelled with a class, of different weights. */
  public static RowColumns labelled(String multimodal, String label, String weight) {
    return new RowColumns(multimodal, label, null, weight);
  }

  /** Rows with numbers to learn, of different weights. */
  public static RowColumns numbers(String multimodal, String targets, String weight) {
    return new RowColumns(multimodal, null, targets, weight);
  }
}
