package io.lanistr.pipeline.demo;

import com.typesafe.config.Config;
import io.lanistr.pipeline.Command;
import io.lanistr.pipeline.Console;
import io.lanistr.pipeline.dataset.DatasetFolder;
import io.lanistr.pipeline.experiment.Experiment;
import io.lanistr.pipeline.experiment.ExperimentOutcome;
import io.lanistr.pipeline.experiment.ExperimentSettings;
import io.lanistr.pipeline.experiment.StageChecks;
import io.lanistr.pipeline.report.Numbers;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The main job: one data set, all systems, one report. */
public final class DemoCommand implements Command {
  private static final String NAME = "demo";

  private final Console console;

  /** Tells its progress to a console. */
  public DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "pretrain, fine-tune, compare and report, on a quick-start data set or your own folder";
  }

  @Override
  public int run(List<String> arguments) {
    DemoArguments parsed = DemoArguments.parse(arguments);
    if (parsed.help()) {
      console.line(DemoArguments.usage());
      return 0;
    }
    Config config = DemoSettings.of(parsed);
    StageChecks.check(config);
    DemoOutput output = new DemoOutput(parsed.output());
    SparkSession spark = SparkSessions.start("lanistr demo", parsed.master());
    run(parsed, config, output, spark);
    return 0;
  }

  private void run(DemoArguments parsed, Config config, DemoOutput output, SparkSession spark) {
    ConsoleListener listener = new ConsoleListener(console);
    ExperimentInput input = ExperimentInput.open(parsed, config, spark, listener);
    DatasetFolder data = input.data();
    ExperimentSettings settings = ExperimentSettings.of(input.config(), input.asked());
    DataSummary.of(data, settings).forEach(listener::note);
    ExperimentOutcome outcome = new Experiment(data, settings, listener).run();
    listener.stage("Writing results to " + parsed.output());
    output.write(outcome, input.attribution());
    console.line("");
    ResultTable.of(outcome.result()).forEach(console::line);
    console.line("");
    console.line(
        "Took "
            + Numbers.duration(outcome.result().seconds())
            + ". Open "
            + output.file(DemoOutput.REPORT));
  }
}
