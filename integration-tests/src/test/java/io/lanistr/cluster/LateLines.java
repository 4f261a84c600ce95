package io.lanistr.cluster;

import io.lanistr.cluster.app.Pretraining;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Medians of the numbers that an application prints line by line, over the later half of its lines,
 * when everything is compiled.
 */
final class LateLines {
  /** A step of {@link Pretraining}: milliseconds, then those of its parts if it has told them. */
  static final Pattern STEP =
      Pattern.compile(
          "^step \\d+ of \\d+, .*?, ([0-9.]+) ms(?:, reading ([0-9.]+) computing ([0-9.]+)"
              + " exchanging ([0-9.]+) updating ([0-9.]+) waiting ([0-9.]+))?");

  private LateLines() {}

  /**
   * The medians.
   *
   * @param line its groups are numbers
   * @param on whose logs are told if it failed
   * @return one of each group; NaN for a group that is not in the lines
   * @throws IllegalStateException if the application failed or has printed no such line
   */
  static double[] medians(Submission.Result of, Pattern line, StandaloneCluster on) {
    List<Matcher> lines = of.output().stream().map(line::matcher).filter(Matcher::find).toList();
    if (of.exitCode() != 0 || lines.isEmpty()) {
      throw new IllegalStateException(of.printed() + on.logs());
    }
    return medians(lines);
  }

  /** The medians of groups, which are numbers, over the later half of the lines. */
  static double[] medians(List<Matcher> lines) {
    List<Matcher> late = lines.subList(lines.size() / 2, lines.size());
    return IntStream.rangeClosed(1, late.get(0).groupCount())
        .mapToDouble(group -> median(late, group))
        .toArray();
  }

  private static double median(List<Matcher> lines, int group) {
    double[] values =
        lines.stream()
            .map(line -> line.group(group))
            .mapToDouble(number -> number == null ? Double.NaN : Double.parseDouble(number))
            .sorted()
            .toArray();
    return values[values.length / 2];
  }
}
