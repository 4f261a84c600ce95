package io.lanistr.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> received = new ArrayList<>();

  @Test
  void helpListsTheCommandsOnStandardOutput() {
    assertEquals(0, run("--help"));
    assertTrue(text(out).contains("  echo       says it again"), text(out));
    assertEquals("", text(err));
  }

  @Test
  void noArgumentsIsAUsageError() {
    assertEquals(2, run());
    assertTrue(text(err).startsWith("Usage: lanistr COMMAND"), text(err));
    assertEquals("", text(out));
  }

  @Test
  void unknownCommandIsNamed() {
    assertEquals(2, run("dmeo"));
    assertTrue(text(err).contains("unknown command 'dmeo'"), text(err));
  }

  @Test
  void commandGetsItsArgumentsAndDecidesTheExitCode() {
    assertEquals(7, run("echo", "a", "--help", "b"));
    assertEquals(List.of("a", "--help", "b"), received);
  }

  @Test
  void wrongArgumentsEndWithTwoAndTheCommandsOwnWords() {
    assertEquals(2, run("echo", "--wrong"));
    assertTrue(text(err).startsWith("lanistr echo: --wrong is no option of echo"), text(err));
  }

  @Test
  void failureIsTheInnermostCauseInOneLine() {
    assertEquals(1, run("echo", "--fail"));
    assertEquals(
        "lanistr echo failed: IOException: disk full", text(err).lines().findFirst().orElse(""));
    assertFalse(text(err).contains("\tat "), text(err));
  }

  @Test
  void debugAddsTheStackTraceAndIsNotPassedOn() {
    assertEquals(1, run("echo", "--fail", "--debug"));
    assertTrue(text(err).contains("Caused by: java.io.IOException: disk full"), text(err));
    assertEquals(List.of("--fail"), received);
  }

  @Test
  void failureWithoutMessageIsNamedByItsType() {
    assertEquals("StackOverflowError", Failure.inOneLine(new StackOverflowError()));
  }

  private int run(String... arguments) {
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return new Main(console, List.of(new Echo())).run(List.of(arguments));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8);
  }

  private final class Echo implements Command {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public String summary() {
      return "says it again";
    }

    @Override
    public int run(List<String> arguments) {
      received.addAll(arguments);
      if (arguments.contains("--wrong")) {
        throw new UsageException("--wrong is no option of echo");
      }
      if (arguments.contains("--fail")) {
        throw new UncheckedIOException("wrapped", new IOException("disk full\n\tat somewhere"));
      }
      return 7;
    }
  }
}
