package io.lanistr.pipeline.demo;

import io.lanistr.persistence.AtomicSave;
import io.lanistr.pipeline.UsageException;
import io.lanistr.pipeline.experiment.ExperimentOutcome;
import io.lanistr.pipeline.experiment.MetricsJson;
import io.lanistr.pipeline.report.HtmlReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder in which a demo leaves its results; a former demo's are replaced. */
final class DemoOutput {
  static final String METRICS = "metrics.json";
  static final String REPORT = "report.html";
  static final String MODEL = "model";
  static final String PREDICTIONS = "predictions.parquet";

  private final Path folder;

  /**
   * Makes the folder.
   *
   * @throws UsageException if that is not possible
   */
  DemoOutput(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(this.folder);
    } catch (IOException e) {
      throw new UsageException("--output: cannot make the folder " + this.folder + ": " + e);
    }
    if (!Files.isWritable(this.folder)) {
      throw new UsageException("--output: cannot write into " + this.folder);
    }
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Writes everything; {@code metrics.json} last, so that where it is, all is. */
  void write(ExperimentOutcome outcome, List<String> attribution) {
    try {
      Files.deleteIfExists(file(METRICS));
      AtomicSave.overwrite(outcome.model(), uri(MODEL), outcome.predictions().sparkSession());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder, e);
    }
    outcome.predictions().coalesce(1).write().mode("overwrite").parquet(uri(PREDICTIONS));
    HtmlReport.write(outcome.result(), attribution, file(REPORT));
    MetricsJson.write(outcome.result(), file(METRICS));
  }

  private String uri(String name) {
    return file(name).toUri().toString();
  }
}
