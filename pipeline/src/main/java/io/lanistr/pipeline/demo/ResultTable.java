package io.lanistr.pipeline.demo;

import io.lanistr.pipeline.experiment.ExperimentResult;
import io.lanistr.pipeline.experiment.Scores;
import io.lanistr.pipeline.experiment.SystemResult;
import io.lanistr.pipeline.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/** The systems and their scores as lines of text. */
final class ResultTable {
  private static final int LEAST_WIDTH = 15;

  private ResultTable() {}

  static List<String> of(ExperimentResult result) {
    int width = "system".length();
    for (SystemResult system : result.systems()) {
      width = Math.max(width, system.title().length());
    }
    String row = "  %-" + width + "s  %" + LEAST_WIDTH + "s  %" + LEAST_WIDTH + "s";
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(row, "system", result.metric().title(), result.metric().other().title()));
    lines.add("  " + "-".repeat(width + 2 * (LEAST_WIDTH + 2)));
    for (SystemResult system : result.systems()) {
      lines.add(
          String.format(row, system.title(), plain(system.scores()), plain(system.otherScores())));
    }
    return lines;
  }

  /** Without signs that not every terminal has. */
  private static String plain(Scores scores) {
    return Numbers.meanAndSpread(scores).replace("±", "+-");
  }
}
