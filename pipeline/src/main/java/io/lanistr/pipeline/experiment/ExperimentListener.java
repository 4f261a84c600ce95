package io.lanistr.pipeline.experiment;

import io.lanistr.training.progress.TrainingListener;

/** Is told how an experiment goes on. Called on the thread that runs the experiment. */
public interface ExperimentListener {
  /** Something begins. */
  void stage(String what);

  /** Something is known that people want to know at once. */
  void note(String text);

  /** A system has been fitted and scored on one draw of labelled rows. */
  void scored(String title, long seed, Metric metric, double value, double seconds);

  /** Who is to be told how a training goes; the name says of what. */
  TrainingListener training(String name);
}
