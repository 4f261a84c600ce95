package io.lanistr.pipeline;

/** Says what was wrong with the arguments of a command, and what would be right. */
public final class UsageException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** The message is shown to the user as it is. */
  public UsageException(String message) {
    super(message);
  }
}
