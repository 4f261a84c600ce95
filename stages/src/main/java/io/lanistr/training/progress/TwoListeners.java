package io.lanistr.training.progress;

import io.lanistr.training.EpochSummary;

/** Tells one listener, then another. */
record TwoListeners(TrainingListener first, TrainingListener second) implements TrainingListener {
  @Override
  public void noted(String what) {
    first.noted(what);
    second.noted(what);
  }

  @Override
  public void started(String what) {
    first.started(what);
    second.started(what);
  }

  @Override
  public void stepFinished(StepProgress step) {
    first.stepFinished(step);
    second.stepFinished(step);
  }

  @Override
  public void epochFinished(EpochSummary epoch) {
    first.epochFinished(epoch);
    second.epochFinished(epoch);
  }

  @Override
  public void judged(EpochSummary epoch, String metric, boolean best) {
    first.judged(epoch, metric, best);
    second.judged(epoch, metric, best);
  }
}
