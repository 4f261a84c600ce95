package io.lanistr.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JVM started by a test. What it prints is kept in a file and can be waited for; closing ends it
 * and all that it started.
 */
final class JvmProcess implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(10);
  private static final int TAIL = 20;

  private final String name;
  private final Process process;
  private final Thread reader;
  private final Thread onExit = new Thread(this::close);
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private JvmProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.reader = new Thread(() -> read(log), name + " output");
  }

  /**
   * Starts one.
   *
   * @param arguments of {@code java}
   * @param environment added to this process's, from which variables of Spark are left out
   * @param log the file that receives its output
   */
  static JvmProcess start(
      String name, List<String> arguments, Map<String, String> environment, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("SPARK_"));
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.getParent());
      JvmProcess started = new JvmProcess(name, builder.start(), log);
      Runtime.getRuntime().addShutdownHook(started.onExit);
      started.reader.setDaemon(true);
      started.reader.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  private void read(Path log) {
    try (BufferedReader in = process.inputReader();
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(line);
        add(line);
      }
    } catch (IOException e) {
      add("(the output of " + name + " broke off: " + e + ")");
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** What it has printed so far. */
  synchronized List<String> output() {
    return List.copyOf(lines);
  }

  /** The last lines that it has printed, under its name. */
  synchronized String tail() {
    List<String> last = lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    return "---- " + name + "\n" + String.join("\n", last) + "\n";
  }

  /** It and the processes that it has started, as far as they still run. */
  List<ProcessHandle> running() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  /** Ends it at once, as {@code kill -9} does; what it has started goes on. */
  void kill() {
    process.destroyForcibly();
  }

  /** The processes that it has started itself, as far as they still run. */
  List<ProcessHandle> children() {
    return process.children().filter(ProcessHandle::isAlive).toList();
  }

  /**
   * Waits until so many lines of its output hold the pattern.
   *
   * @return the matches
   * @throws IllegalStateException if it ends before, or takes too long
   */
  synchronized List<Matcher> await(Pattern pattern, int times, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      List<Matcher> found = lines.stream().map(pattern::matcher).filter(Matcher::find).toList();
      if (found.size() >= times) {
        return found;
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) {
        throw new IllegalStateException(
            String.format(
                "%s %s; '%s' was there %d times, expected %d%n%s",
                name,
                ended ? "ended" : "took more than " + limit,
                pattern,
                found.size(),
                times,
                tail()));
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /**
   * Waits until it ends.
   *
   * @return its exit code
   * @throws IllegalStateException if it takes too long; it is ended then
   */
  int awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        close();
        throw new IllegalStateException(name + " took more than " + limit + "\n" + tail());
      }
      reader.join(END.toMillis());
      return process.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    // The children's ids are gone with their parent.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      reader.join(END.toMillis());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      throw interrupted(e);
    }
    if (Thread.currentThread() != onExit) {
      forgetHook();
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException alreadyRunning) {
      // The hook finds the process ended.
      add("(closed while the tests' JVM was ending)");
    }
  }

  private IllegalStateException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for " + name, cause);
  }
}
