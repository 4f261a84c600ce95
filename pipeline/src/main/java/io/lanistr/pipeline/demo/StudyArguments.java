package io.lanistr.pipeline.demo;

import io.lanistr.pipeline.UsageException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the user typed after {@code study}. */
@Command(
    name = "lanistr study",
    sortOptions = false,
    description =
        "Runs the demo's comparison with different numbers of labelled rows, and with modalities"
            + " taken away from training and test rows, and writes tables and pictures of both.")
final class StudyArguments extends ExperimentArguments {
  private static final String ALL = "all";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "output/study",
      description = "where results go (default: ${DEFAULT-VALUE})")
  private Path output;

  @Option(
      names = "--labels",
      paramLabel = "N,...",
      split = ",",
      defaultValue = "50,200,1000,all",
      description = "numbers of labelled rows (default: ${DEFAULT-VALUE})")
  private List<String> labels;

  @Option(
      names = "--removed",
      paramLabel = "SHARE,...",
      split = ",",
      defaultValue = "0,0.4,0.8",
      description =
          "shares of each row's modalities to take away from training and test rows (default:"
              + " ${DEFAULT-VALUE})")
  private List<Double> removed;

  @Option(
      names = "--removed-labels",
      paramLabel = "N",
      defaultValue = "200",
      description = "labelled rows where modalities are taken away (default: ${DEFAULT-VALUE})")
  private long removedLabels;

  private StudyArguments() {}

  /**
   * Reads the command line.
   *
   * @throws UsageException if it makes no sense
   */
  static StudyArguments parse(List<String> arguments) {
    StudyArguments parsed = new StudyArguments();
    parsed.read(arguments);
    return parsed;
  }

  @Override
  void check() {
    super.check();
    labels().forEach(StudyArguments::checkLabels);
    checkLabels(removedLabels);
    for (double share : removed) {
      if (!(share >= 0 && share < 1)) {
        throw new UsageException("--removed must be shares in [0, 1), not " + share);
      }
    }
  }

  private static void checkLabels(long number) {
    if (number < 2) {
      throw new UsageException("numbers of labelled rows must be 2 or more, not " + number);
    }
  }

  /** The explanation of all options. */
  static String usage() {
    return usage(new StudyArguments());
  }

  @Override
  Path output() {
    return output;
  }

  /** Numbers of labelled rows. */
  List<Long> labels() {
    return labels.stream().map(StudyArguments::number).toList();
  }

  private static long number(String text) {
    try {
      return text.equals(ALL) ? Integer.MAX_VALUE : Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new UsageException("--labels must be numbers or 'all', not " + text);
    }
  }

  /** Shares of modalities to take away. */
  List<Double> removed() {
    return removed;
  }

  /** Labelled rows where modalities are taken away. */
  long removedLabels() {
    return removedLabels;
  }
}
