package io.lanistr.pipeline.data.packages;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one command of a package client to its end or its time limit, and keeps its output. */
final class ClientCommand {

  private static final int REPORTED_LINES = 12;

  private ClientCommand() {}

  /**
   * What a command came to.
   *
   * @param started whether there was such a program at all
   * @param exitCode the exit code; -1 when it did not start or was stopped at the time limit
   * @param outcome one phrase for people
   * @param lastLines the end of what the command printed
   */
  record Result(boolean started, int exitCode, String outcome, List<String> lastLines) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  static Result run(List<String> command, Path folder, Duration limit) {
    try {
      Path log = Files.createTempFile(folder, "client", ".log");
      try {
        return run(command, folder, limit, log.toFile());
      } finally {
        Files.deleteIfExists(log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the output of " + command + " in " + folder, e);
    }
  }

  private static Result run(List<String> command, Path folder, Duration limit, File log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File(nullDevice())))
            .redirectErrorStream(true)
            .redirectOutput(log);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Result(false, -1, "no program '" + command.get(0) + "' was found", List.of());
    }
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        stop(process);
        String outcome = "stopped after " + limit.toSeconds() + " s";
        return new Result(true, -1, outcome, lastLines(log));
      }
    } catch (InterruptedException e) {
      stop(process);
      Thread.currentThread().interrupt();
      return new Result(true, -1, "interrupted", lastLines(log));
    }
    int code = process.exitValue();
    return new Result(true, code, "exit code " + code, lastLines(log));
  }

  private static void stop(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String nullDevice() {
    return File.separatorChar == '\\' ? "NUL" : "/dev/null";
  }

  private static List<String> lastLines(File log) throws IOException {
    String text = new String(Files.readAllBytes(log.toPath()), StandardCharsets.UTF_8);
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - REPORTED_LINES), lines.size());
  }
}
