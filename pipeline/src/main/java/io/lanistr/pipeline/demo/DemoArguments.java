package io.lanistr.pipeline.demo;

import io.lanistr.pipeline.UsageException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the user typed after {@code demo}. */
@Command(
    name = "lanistr demo",
    sortOptions = false,
    description =
        "Pretrains LANISTR on all training rows, fine-tunes it on few labelled ones, compares it"
            + " with simpler systems on the test rows and writes a report.")
final class DemoArguments extends ExperimentArguments {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      defaultValue = "output/demo",
      description = "where results go (default: ${DEFAULT-VALUE})")
  private Path output;

  @Option(names = "--quick", description = "one draw of labelled rows, shorter training")
  private boolean quick;

  @Option(
      names = "--labelled",
      paramLabel = "N",
      description = "labelled training rows of each draw; the rest is used without labels")
  private Long labelled;

  private DemoArguments() {}

  /**
   * Reads the command line.
   *
   * @throws UsageException if it makes no sense
   */
  static DemoArguments parse(List<String> arguments) {
    DemoArguments parsed = new DemoArguments();
    parsed.read(arguments);
    return parsed;
  }

  @Override
  void check() {
    super.check();
    if (labelled != null && labelled < 2) {
      throw new UsageException("--labelled must be 2 or more, not " + labelled);
    }
  }

  /** The explanation of all options. */
  static String usage() {
    return usage(new DemoArguments());
  }

  @Override
  Path output() {
    return output;
  }

  @Override
  boolean quick() {
    return quick;
  }

  @Override
  List<String> overrides() {
    List<String> all = super.overrides();
    if (labelled != null) {
      all.add("experiment.labelled=" + labelled);
    }
    return all;
  }
}
