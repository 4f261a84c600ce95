package io.lanistr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/** What a failure says at its root, below what Spark wraps around it. */
public final class Failures {
  private Failures() {}

  /**
   * Fails unless the call throws an IllegalArgumentException, or one is the cause, that says so.
   */
  public static void assertSays(String message, Executable call) {
    Throwable failure = assertThrows(Exception.class, call);
    while (!(failure instanceof IllegalArgumentException) && failure.getCause() != null) {
      failure = failure.getCause();
    }
    assertEquals(message, failure.getMessage());
    assertEquals(true, failure instanceof IllegalArgumentException, failure.toString());
  }
}
