package io.lanistr.training.progress;

import io.lanistr.network.StepReport;
import io.lanistr.training.EpochSummary;
import java.util.Locale;
import java.util.function.Consumer;

/** Turns progress into lines of text: one an epoch, and one every few seconds in between. */
public final class ProgressLines implements TrainingListener {
  private static final double NANOS = 1e9;

  private final String name;
  private final Consumer<String> lines;
  private final double everySeconds;
  private long last = System.nanoTime();

  /**
   * @param name leads each line
   * @param everySeconds least time between two lines within an epoch
   */
  public ProgressLines(String name, double everySeconds, Consumer<String> lines) {
    this.name = name;
    this.everySeconds = everySeconds;
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
    if ((now - last) / NANOS < everySeconds) {
      return;
    }
    last = now;
    lines.accept(
        String.format(
            Locale.ROOT,
            "%s: epoch %d/%d, step %d/%d, %s, lr %.2e, %.0f rows/s, %s left",
            name,
            step.epoch(),
            step.epochs(),
            step.step(),
            step.steps(),
            losses(step.losses()),
            step.learningRate(),
            step.rowsPerSecond(),
            duration(step.secondsLeft())));
  }

  @Override
  public void epochFinished(EpochSummary epoch) {
    last = System.nanoTime();
    lines.accept(
        String.format(
            Locale.ROOT,
            "%s: epoch %d done, %s, lr %.2e, %.0f rows/s, %s",
            name,
            epoch.epoch(),
            losses(epoch.losses()),
            epoch.learningRate(),
            epoch.rowsPerSecond(),
            duration(epoch.seconds())));
  }

  @Override
  public void judged(EpochSummary epoch, String metric, boolean best) {
    lines.accept(
        String.format(
            Locale.ROOT,
            "%s: epoch %d, validation %s %.4f%s",
            name,
            epoch.epoch(),
            metric,
            epoch.validation(),
            best ? ", the best so far" : ""));
  }

  /** The total and those terms that take part. */
  private static String losses(StepReport report) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "loss %.4f", report.total()));
    append(line, "text", report.text());
    append(line, "image", report.image());
    append(line, "series", report.series());
    append(line, "table", report.table());
    append(line, "similarity", report.similarity());
    if (report.tokens() > 0) {
      append(line, "spread", report.spread());
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String term, double value) {
    if (value != 0) {
      line.append(String.format(Locale.ROOT, ", %s %.4f", term, value));
    }
  }

  private static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d:%02d h", whole / 3600, whole % 3600 / 60);
  }
}
