package io.lanistr.pipeline.demo;

import com.typesafe.config.Config;
import io.lanistr.pipeline.Command;
import io.lanistr.pipeline.Console;
import io.lanistr.pipeline.data.DatasetCache;
import io.lanistr.pipeline.dataset.DatasetFolder;
import io.lanistr.pipeline.dataset.Modality;
import io.lanistr.pipeline.experiment.Experiment;
import io.lanistr.pipeline.experiment.ExperimentOutcome;
import io.lanistr.pipeline.experiment.ExperimentSettings;
import io.lanistr.pipeline.experiment.StageChecks;
import io.lanistr.pipeline.report.Numbers;
import java.util.ArrayList;
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
    listener.stage("Spark " + spark.version() + " on " + spark.sparkContext().master());
    DatasetCache cache = DatasetCache.ofUser();
    DatasetSource source = DatasetSource.of(parsed.dataset(), spark, cache);
    listener.stage("Reading " + source.name() + " from " + source.folder());
    DatasetFolder data =
        DatasetFolder.open(
            spark,
            source.folder(),
            source.name(),
            ExperimentSettings.of(config, source.labelled()).limits());
    boolean hasText = data.columns().modalities().contains(Modality.TEXT);
    TextEncoderSource encoder = TextEncoderSource.of(config, hasText, cache);
    ExperimentSettings settings = ExperimentSettings.of(encoder.apply(config), source.labelled());
    DataSummary.of(data, settings).forEach(listener::note);
    ExperimentOutcome outcome = new Experiment(data, settings, listener).run();
    listener.stage("Writing results to " + parsed.output());
    List<String> attribution = new ArrayList<>(source.attribution());
    attribution.addAll(encoder.attribution());
    output.write(outcome, attribution);
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
