package io.lanistr.pipeline.data.numpy;

/** A pickle is broken, too large, or asks for something that numeric data does not need. */
public final class PickleFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The message says what was met and where. */
  public PickleFormatException(String message) {
    super(message);
  }
}
