package io.lanistr.training;

/** Finds, under what Spark and BigDL wrapped around it, what went wrong in a training. */
final class TrainingFailure {
  /**
   * Of BigDL's message when it misses weights, whose own explanation is wrong as often as right.
   */
  private static final String LOST_WEIGHTS = "Didn't find weight block";

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
      return new IllegalStateException(describe(failure), failure);
    }
    return innermost instanceof IllegalArgumentException
        ? new IllegalArgumentException(innermost.getMessage(), failure)
        : new IllegalStateException(innermost.getMessage(), failure);
  }

  private static String describe(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    if (message.contains(LOST_WEIGHTS)) {
      return "An executor failed, and a part of the weights with it. Train again; if it fails again,"
          + " see its log: most often its memory was too small.";
    }
    String firstLine = message.lines().findFirst().orElse("");
    return "Training failed: " + root.getClass().getSimpleName() + ": " + firstLine;
  }

  private static boolean isOurs(Throwable t) {
    StackTraceElement[] trace = t.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("io.lanistr.");
  }
}
