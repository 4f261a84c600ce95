package io.lanistr.pipeline;

import java.io.PrintStream;

/** What a command tells the person who started it. Everything else goes to the log. */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;

  /** Results go to {@code out}, complaints to {@code err}. */
  public Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The terminal, or wherever the process's output is sent. */
  public static Console standard() {
    return new Console(System.out, System.err);
  }

  /** One line of result or progress. */
  public void line(String text) {
    out.println(text);
  }

  /** One line of complaint. */
  public void error(String text) {
    err.println(text);
  }

  /** All that is known about a failure. */
  public void stackTrace(Throwable failure) {
    failure.printStackTrace(err);
  }
}
