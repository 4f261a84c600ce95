package io.lanistr.pipeline.demo;

import com.typesafe.config.Config;
import io.lanistr.pipeline.Command;
import io.lanistr.pipeline.Console;
import io.lanistr.pipeline.UsageException;
import io.lanistr.pipeline.experiment.Scores;
import io.lanistr.pipeline.experiment.StageChecks;
import io.lanistr.pipeline.experiment.Study;
import io.lanistr.pipeline.experiment.StudyJson;
import io.lanistr.pipeline.experiment.StudyPoint;
import io.lanistr.pipeline.experiment.StudyResult;
import io.lanistr.pipeline.report.Numbers;
import io.lanistr.pipeline.report.StudyReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** The demo's comparison with more or fewer labels, and with more modalities missing. */
public final class StudyCommand implements Command {
  static final String REPORT = "study.html";
  static final String NUMBERS = "study.json";

  private final Console console;

  /** Tells its progress to a console. */
  public StudyCommand(Console console) {
    this.console = console;
  }

  @Override
  public String name() {
    return "study";
  }

  @Override
  public String summary() {
    return "compare with more and fewer labels and with more missing; takes hours on two cores";
  }

  @Override
  public int run(List<String> arguments) {
    StudyArguments parsed = StudyArguments.parse(arguments);
    if (parsed.help()) {
      console.line(StudyArguments.usage());
      return 0;
    }
    Config config = DemoSettings.of(parsed);
    StageChecks.check(config);
    Path folder = folder(parsed.output());
    SparkSession spark = SparkSessions.start("lanistr study", parsed.master());
    ConsoleListener listener = new ConsoleListener(console);
    ExperimentInput input = ExperimentInput.open(parsed, config, spark, listener);
    StudyResult result =
        new Study(input.data(), input.config(), listener)
            .run(
                parsed.labels(),
                parsed.removed(),
                parsed.removedLabels(),
                soFar -> write(soFar, input.attribution(), folder));
    print(result);
    console.line("");
    console.line("Open " + folder.resolve(REPORT));
    return 0;
  }

  private static Path folder(Path output) {
    try {
      return Files.createDirectories(output.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw new UsageException("--output: cannot make the folder " + output + ": " + e);
    }
  }

  private static void write(StudyResult result, List<String> attribution, Path folder) {
    try {
      Files.writeString(folder.resolve(REPORT), StudyReport.text(result, attribution));
      Files.writeString(folder.resolve(NUMBERS), StudyJson.text(result));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
  }

  private void print(StudyResult result) {
    console.line("");
    console.line("  " + result.metric().title() + " by labelled rows");
    rows(result, result.byLabels());
    console.line("");
    console.line("  " + result.metric().title() + " by share of modalities taken away");
    rows(result, result.byRemoved());
  }

  private void rows(StudyResult result, List<StudyPoint> points) {
    StringBuilder head = new StringBuilder(String.format("  %-30s", ""));
    for (StudyPoint point : points) {
      head.append(
          String.format(Locale.ROOT, "  %8d/%3.0f %%", point.labelled(), 100 * point.removed()));
    }
    console.line(head.toString());
    result
        .titles()
        .forEach(
            (system, title) -> {
              StringBuilder row = new StringBuilder(String.format("  %-30s", title));
              for (StudyPoint point : points) {
                Scores scores = point.systems().get(system);
                row.append(
                    String.format("  %14s", Numbers.meanAndSpread(scores).replace("±", "+-")));
              }
              console.line(row.toString());
            });
  }
}
