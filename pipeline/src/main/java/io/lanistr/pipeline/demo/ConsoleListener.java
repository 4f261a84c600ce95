package io.lanistr.pipeline.demo;

import io.lanistr.pipeline.Console;
import io.lanistr.pipeline.experiment.ExperimentListener;
import io.lanistr.pipeline.experiment.Metric;
import io.lanistr.training.progress.TrainingListener;
import java.util.Locale;

/** Tells on the console how an experiment goes on, each line with the time since the start. */
final class ConsoleListener implements ExperimentListener {
  private final Console console;
  private final long start = System.nanoTime();

  ConsoleListener(Console console) {
    this.console = console;
  }

  @Override
  public void stage(String what) {
    line("== " + what);
  }

  @Override
  public void note(String text) {
    line("   " + text);
  }

  @Override
  public void scored(String title, long seed, Metric metric, double value, double seconds) {
    line(
        String.format(
            Locale.ROOT,
            "   seed %d  %-26s %s %.3f  (%.1f s)",
            seed,
            title,
            metric.title(),
            value,
            seconds));
  }

  @Override
  public TrainingListener training(String name) {
    return new TrainingLines(name, this::note);
  }

  private void line(String text) {
    long seconds = (System.nanoTime() - start) / 1_000_000_000L;
    console.line(String.format(Locale.ROOT, "%3d:%02d %s", seconds / 60, seconds % 60, text));
  }
}
