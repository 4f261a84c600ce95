package io.lanistr.pipeline.demo;

import io.lanistr.network.StepReport;
import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.TrainingListener;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells of a training in a line every few seconds and one at its end. */
final class TrainingLines implements TrainingListener {
  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;

  private final String name;
  private final Consumer<String> lines;
  private long last = System.nanoTime();

  TrainingLines(String name, Consumer<String> lines) {
    this.name = name;
    this.lines = lines;
  }

  @Override
  public void noted(String what) {
    lines.accept(name + ": " + what);
  }

  @Override
  public void started(String what) {
    lines.accept(name + ": " + what);
    last = System.nanoTime();
  }

  @Override
  public void stepFinished(StepProgress step) {
    long now = System.nanoTime();
    if (now - last < NANOS_BETWEEN_LINES && step.step() < step.steps()) {
      return;
    }
    last = now;
    lines.accept(
        String.format(
            Locale.ROOT,
            "%s: epoch %d/%d, step %d/%d, %s, %.0f rows/s, %.0f s left",
            name,
            step.epoch(),
            step.epochs(),
            step.step(),
            step.steps(),
            losses(step.losses()),
            step.rowsPerSecond(),
            step.secondsLeft()));
  }

  private static String losses(StepReport report) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "loss %.3f", report.total()));
    append(line, "mlm", report.text());
    append(line, "mim", report.image());
    append(line, "mtm", report.series());
    append(line, "mfm", report.table());
    append(line, "mmm", report.similarity());
    if (report.tokens() > 0) {
      append(line, "spread", report.spread());
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String loss, double value) {
    if (value != 0) {
      line.append(String.format(Locale.ROOT, " %s %.3f", loss, value));
    }
  }
}
