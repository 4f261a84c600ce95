package io.lanistr.training;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds, under what Spark and BigDL wrapped around it, what went wrong in a training. */
final class TrainingFailure {
  /**
   * Of BigDL's message when it misses weights, whose own explanation is wrong as often as right.
   */
  private static final String LOST_WEIGHTS = "Didn't find weight block";

  private static final String SHORT_OF_MEMORY =
      "Most often an executor is short of memory: lower microBatchSize, the rows that a core works"
          + " on at once, or raise spark.executor.memory or spark.executor.memoryOverhead. Its log"
          + " says more.";

  /** Of the exchange of weights and gradients, which nothing else is at the other end of. */
  private static final List<String> SIGNS_OF_LOST_CONTACT =
      List.of(LOST_WEIGHTS, "of another executor were not received");

  private static final List<String> SIGNS_OF_LOSS =
      List.of(
          "ExecutorLostFailure",
          "executor loss",
          "are not on this executor",
          "two executors' rows on one of them",
          "cancelled part of cancelled job group",
          "Failed to get broadcast",
          "FetchFailed",
          "Connection reset",
          "Connection refused",
          "Failed to connect");

  private TrainingFailure() {}

  /**
   * An exception of the same kind as the innermost cause that tells a user what to do, with the
   * whole chain as its cause.
   *
   * @param failure may be a checked exception, which Scala throws without saying so
   */
  static RuntimeException explain(Exception failure) {
    if (failure instanceof TooManyLosses losses) {
      return losses;
    }
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

  /** Whether a failure looks as if an executor was lost. */
  static boolean isLoss(Throwable failure) {
    return isLostContact(failure) || shows(SIGNS_OF_LOSS, failure);
  }

  /** Whether executors could not reach each other: one is lost, or the network was. */
  static boolean isLostContact(Throwable failure) {
    return shows(SIGNS_OF_LOST_CONTACT, failure);
  }

  private static boolean shows(List<String> signs, Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (signs.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }

  /** Why a training gives up that has lost executors again and again. */
  static RuntimeException afterLosses(int restarts, Map<String, String> lost, Throwable first) {
    return new TooManyLosses(
        "Training gave up after "
            + restarts
            + " restarts. It lost "
            + losses(lost)
            + ". "
            + SHORT_OF_MEMORY
            + " What went wrong first is the cause of this exception.",
        first);
  }

  /** Lost executors in words. */
  static String losses(Map<String, String> lost) {
    if (lost.isEmpty()) {
      return "contact between executors";
    }
    return lost.entrySet().stream()
        .map(one -> "executor " + one.getKey() + " (" + one.getValue().strip() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String describe(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    if (message.contains(LOST_WEIGHTS)) {
      return "An executor failed, and a part of the weights with it. Train again. "
          + SHORT_OF_MEMORY;
    }
    String firstLine = message.lines().findFirst().orElse("");
    return "Training failed: " + root.getClass().getSimpleName() + ": " + firstLine;
  }

  /** What is said is more than what its cause says. */
  private static final class TooManyLosses extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    TooManyLosses(String message, Throwable first) {
      super(message, first);
    }
  }

  private static boolean isOurs(Throwable t) {
    StackTraceElement[] trace = t.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("io.lanistr.");
  }
}
