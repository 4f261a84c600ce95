package io.lanistr.pipeline.dataset;

/** A data set does not follow the column convention; the message says where and what to do. */
public final class DatasetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** What is wrong with which folder. */
  public DatasetException(String folder, String problem) {
    super("data set " + folder + ": " + problem);
  }
}
