package io.lanistr.pipeline;

/** Tells a failure to a person. */
final class Failure {
  /** Deeper than any sensible chain of causes; guards against a cycle. */
  private static final int DEEPEST = 50;

  private Failure() {}

  /**
   * The innermost cause, as Spark wraps what went wrong on an executor several times, and of its
   * message the first line, as Spark adds stack traces to messages.
   */
  static String inOneLine(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause.getCause() != null && depth < DEEPEST; depth++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String name = cause.getClass().getSimpleName();
    return message == null || message.isBlank()
        ? name
        : name + ": " + message.strip().lines().findFirst().orElse("");
  }
}
