package org.apache.spark.storage;

/** Another executor's slice can't be had: most often the executor is gone. */
final class SliceLostException extends Exception {
  private static final long serialVersionUID = 1L;

  SliceLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
