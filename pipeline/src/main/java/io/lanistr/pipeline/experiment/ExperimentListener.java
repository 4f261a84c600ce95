package io.lanistr.pipeline.experiment;

import java.util.Map;

/** Is told how an experiment goes on. Called on the thread that runs the experiment. */
public interface ExperimentListener {
  /** Something begins. */
  void stage(String what);

  /** Something is known that people want to know at once. */
  void note(String text);

  /** A system has been fitted and scored on one draw of labelled rows. */
  void scored(String title, long seed, Metric metric, double value, double seconds);

  /**
   * Training goes on.
   *
   * @param epoch epochs done, fractions included
   * @param losses by name
   * @param rowsPerSecond the recent speed
   * @param secondsLeft the time to the end of this training
   */
  void training(
      double epoch,
      int epochs,
      Map<String, Double> losses,
      double rowsPerSecond,
      double secondsLeft);
}
