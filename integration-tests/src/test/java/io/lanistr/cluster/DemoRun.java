package io.lanistr.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A finished run of the demo.
 *
 * @param output its folder of results
 */
record DemoRun(Submission.Result driver, Path output) {
  static final int SEEDS = 2;
  static final int LABELLED = 150;

  /**
   * Steps of pretraining, of the fine-tuning of six systems with each seed, and of LANISTR's
   * self-training on all 240 rows.
   */
  static final int STEPS = 4 * 4 + 6 * SEEDS * 20 * 2 + SEEDS * 5 * 2;

  private static final String MAIN = "io.lanistr.pipeline.Main";
  private static final Duration LIMIT = Duration.ofMinutes(9);
  private static final List<String> SETTINGS =
      List.of(
          "experiment.removed=[0,0.5]",
          "experiment.ablations=false",
          "pretraining.size=tiny",
          "pretraining.epochs=4",
          "pretraining.batchSize=60",
          "fine-tuning.size=tiny",
          "fine-tuning.epochs=20",
          "fine-tuning.batchSize=75",
          "fine-tuning.learningRate=0.01",
          "fine-tuning.classifierDropout=0.1",
          "fine-tuning.selfTrainingRounds=1",
          "fine-tuning.selfTrainingEpochs=5",
          "fine-tuning.selfTrainingBatchSize=120",
          "fine-tuning.selfTrainingThreshold=0",
          "baseline.regularization=[0.01]",
          "baseline.trees=[5]",
          "baseline.folds=2",
          "baseline.components=8");

  /** Submits it, on data of the folder, and waits for its end. */
  static DemoRun of(Submission submission, Path data) {
    Path output = submission.folder().resolve("results");
    List<String> arguments = new ArrayList<>(List.of("demo", "--debug"));
    arguments.addAll(List.of("--dataset", data.toString(), "--output", output.toString()));
    arguments.addAll(List.of("--labelled", "" + LABELLED, "--seeds", "" + SEEDS));
    arguments.addAll(List.of("--text-encoder", "none"));
    SETTINGS.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return new DemoRun(submission.run(MAIN, arguments, LIMIT), output);
  }

  JsonNode metrics() {
    try {
      return new ObjectMapper().readTree(output.resolve("metrics.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("no metrics:\n" + driver.printed(), e);
    }
  }
}
