package io.lanistr.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of a cluster that a test starts, with the logs of what the cluster starts. */
record ClusterFolder(Path path) {
  private static final int LINES = 40;

  /** One without anything in it; it need not exist. */
  static ClusterFolder emptied(Path path) {
    ClusterFolder folder = new ClusterFolder(path.toAbsolutePath());
    folder.empty();
    return folder;
  }

  private void empty() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty " + path, e);
    }
  }

  /** Files of what executors and other containers print. */
  List<Path> logs() {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> file.endsWith("stderr") || file.endsWith("stdout"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What they printed, all together. */
  List<String> printed() {
    List<String> all = new ArrayList<>();
    for (Path log : logs()) {
      all.addAll(lines(log));
    }
    return all;
  }

  /** The last lines of each. */
  String tails() {
    StringBuilder all = new StringBuilder();
    for (Path log : logs()) {
      List<String> lines = lines(log);
      all.append("---- ").append(path.relativize(log)).append('\n');
      all.append(
          lines.stream()
              .skip(Math.max(0, lines.size() - LINES))
              .collect(Collectors.joining("\n", "", "\n")));
    }
    return all.toString();
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
