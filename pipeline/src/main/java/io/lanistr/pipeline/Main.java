package io.lanistr.pipeline;

import io.lanistr.pipeline.demo.DemoCommand;
import io.lanistr.pipeline.demo.StudyCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line. Exit codes: 0 success, 1 the work failed, 2 the command line was wrong.
 *
 * <p>A failure is told in one line; {@code --debug}, anywhere among the arguments, adds the stack
 * trace.
 */
public final class Main {
  static final int SUCCESS = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;

  private final Console console;
  private final List<Command> commands;

  Main(Console console, List<Command> commands) {
    this.console = console;
    this.commands = List.copyOf(commands);
  }

  /** Runs one command and ends the process, as Spark may leave threads that would not. */
  public static void main(String[] arguments) {
    Console console = Console.standard();
    System.exit(
        new Main(console, List.of(new DemoCommand(console), new StudyCommand(console)))
            .run(List.of(arguments)));
  }

  int run(List<String> arguments) {
    List<String> rest = new ArrayList<>(arguments);
    boolean debug = rest.removeIf("--debug"::equals);
    if (rest.isEmpty()) {
      usage().forEach(console::error);
      return USAGE;
    }
    String first = rest.remove(0);
    switch (first) {
      case "--help", "-h", "help" -> {
        usage().forEach(console::line);
        return SUCCESS;
      }
      case "--version" -> {
        console.line("lanistr " + version());
        return SUCCESS;
      }
      default -> {
        return commands.stream()
            .filter(command -> command.name().equals(first))
            .findFirst()
            .map(command -> run(command, rest, debug))
            .orElseGet(() -> unknown(first));
      }
    }
  }

  private int run(Command command, List<String> arguments, boolean debug) {
    try {
      return command.run(List.copyOf(arguments));
    } catch (UsageException wrong) {
      console.error("lanistr " + command.name() + ": " + wrong.getMessage());
      console.error("Try: lanistr " + command.name() + " --help");
      return USAGE;
    } catch (Exception | Error failure) {
      console.error("lanistr " + command.name() + " failed: " + Failure.inOneLine(failure));
      if (debug) {
        console.stackTrace(failure);
      } else {
        console.error("Add --debug for the stack trace.");
      }
      return FAILURE;
    }
  }

  private int unknown(String name) {
    console.error("lanistr: unknown command '" + name + "'");
    console.error("Try: lanistr --help");
    return USAGE;
  }

  private List<String> usage() {
    List<String> lines = new ArrayList<>();
    lines.add("Usage: lanistr COMMAND [ARGUMENTS] [--debug]");
    lines.add("");
    lines.add("Commands:");
    for (Command command : commands) {
      lines.add(String.format("  %-10s %s", command.name(), command.summary()));
    }
    lines.add("");
    lines.add(
        "'lanistr COMMAND --help' explains a command; 'lanistr --version' tells the version.");
    return lines;
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
