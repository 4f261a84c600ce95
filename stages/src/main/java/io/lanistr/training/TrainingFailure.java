package io.lanistr.training;

/** Finds, under what Spark and BigDL wrapped around it, what went wrong in a training. */
final class TrainingFailure {
  private TrainingFailure() {}

  /**
   * An exception of the same kind as the innermost cause that tells a user what to do, with the
   * whole chain as its cause.
   *
   * @param failure may be a checked exception, which Scala throws without saying so
   */
  static RuntimeException explain(Exception failure) {
    Throwable innermost = null;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (isOurs(t)) {
        innermost = t;
      }
    }
    if (innermost == failure && failure instanceof RuntimeException ours) {
      return ours;
    }
    if (innermost == null) {
      return new IllegalStateException("Training failed: " + failure.getMessage(), failure);
    }
    return innermost instanceof IllegalArgumentException
        ? new IllegalArgumentException(innermost.getMessage(), failure)
        : new IllegalStateException(innermost.getMessage(), failure);
  }

  private static boolean isOurs(Throwable t) {
    StackTraceElement[] trace = t.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("io.lanistr.");
  }
}
