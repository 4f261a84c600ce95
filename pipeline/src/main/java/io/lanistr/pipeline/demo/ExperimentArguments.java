package io.lanistr.pipeline.demo;

import com.typesafe.config.ConfigUtil;
import io.lanistr.pipeline.UsageException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What can be typed after every command that runs experiments. What was not typed is null. */
abstract class ExperimentArguments {
  @Option(
      names = "--dataset",
      paramLabel = "NAME|FOLDER",
      description =
          "a quick-start data set (the first of them if not given), or a folder of Parquet with"
              + " columns id, label, split and some of text, image, timeseries, num_*, cat_*")
  private String dataset;

  @Option(names = "--seeds", paramLabel = "K", description = "draws of labelled rows")
  private Integer seeds;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "accuracy or auroc (default: auroc for two classes, accuracy for more)")
  private String metric;

  @Option(
      names = "--text-encoder",
      paramLabel = "NAME|FOLDER",
      description =
          "minilm (default; 83 MB, fetched once), none to learn texts from scratch, or the folder"
              + " of a BERT or DistilBERT checkpoint")
  private String textEncoder;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master (default: that of spark-submit, else local[*])")
  private String master;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings over those of conf/demo.conf")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "one setting, for example pretraining.epochs=20; may be repeated")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = {"--help", "-h"},
      usageHelp = true,
      description = "prints this and ends")
  private boolean help;

  /** Where results go. */
  abstract Path output();

  /** Whether the settings of section {@code quick} apply. */
  boolean quick() {
    return false;
  }

  /**
   * Reads a command line into these arguments.
   *
   * @throws UsageException if it makes no sense
   */
  final void read(List<String> arguments) {
    try {
      new CommandLine(this).parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new UsageException(e.getMessage());
    }
    check();
  }

  /** Refuses values that make no sense. */
  void check() {
    if (seeds != null && seeds < 1) {
      throw new UsageException("--seeds must be 1 or more, not " + seeds);
    }
    if (metric != null && !List.of("accuracy", "auroc").contains(metric)) {
      throw new UsageException("--metric must be accuracy or auroc, not " + metric);
    }
    for (String setting : settings) {
      if (setting.indexOf('=') < 1) {
        throw new UsageException("--set needs KEY=VALUE, not " + setting);
      }
    }
  }

  /** The explanation of all options. */
  static String usage(ExperimentArguments arguments) {
    StringWriter text = new StringWriter();
    new CommandLine(arguments).usage(new PrintWriter(text, true));
    return text.toString().stripTrailing();
  }

  boolean help() {
    return help;
  }

  /** A name or a folder; null for the first quick-start data set. */
  String dataset() {
    return dataset;
  }

  /** Null for the default. */
  String master() {
    return master;
  }

  /** A file with settings; null for none. */
  Path config() {
    return config;
  }

  /** The settings that were typed, as lines of HOCON. */
  List<String> overrides() {
    List<String> all = new ArrayList<>(settings);
    if (seeds != null) {
      all.add("experiment.seeds=" + seeds);
    }
    if (textEncoder != null) {
      all.add("experiment.text-encoder=" + ConfigUtil.quoteString(textEncoder));
    }
    if (metric != null) {
      all.add("experiment.metric=" + metric);
    }
    return all;
  }
}
