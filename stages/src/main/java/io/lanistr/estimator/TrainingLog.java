package io.lanistr.estimator;

import io.lanistr.training.progress.ProgressLines;
import io.lanistr.training.progress.TrainingListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress of training as lines of the log. */
final class TrainingLog {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLog.class);
  private static final double SECONDS_BETWEEN_LINES = 10;

  private TrainingLog() {}

  /** What became of every tensor of a checkpoint. */
  static void report(List<String> lines) {
    lines.forEach(LOG::info);
  }

  static TrainingListener lines(String stage) {
    return new ProgressLines(stage, SECONDS_BETWEEN_LINES, LOG::info);
  }
}
