package io.lanistr.pipeline.dataset;

/**
 * What a data set may hold.
 *
 * @param classes the most classes
 * @param noModality what becomes of a row without any modality
 * @param brokenImage what becomes of a picture that cannot be decoded
 */
public record DatasetLimits(int classes, NoModality noModality, BrokenImage brokenImage) {
  /** What becomes of a row without any modality. */
  public enum NoModality {
    /** The data set is refused. */
    FAIL,
    /**
     * A training row is dropped and counted. A test row stays: every system answers it with the
     * class shares of its labelled rows, so that the metric is over all test rows.
     */
    DROP
  }

  /** What becomes of a picture that cannot be decoded. */
  public enum BrokenImage {
    /** The data set is refused. */
    FAIL,
    /** The row lacks the picture; how many do is told. */
    MISSING
  }

  /** Checks the limits. */
  public DatasetLimits {
    if (classes < 2) {
      throw new IllegalArgumentException("a data set needs 2 or more classes, not " + classes);
    }
  }
}
