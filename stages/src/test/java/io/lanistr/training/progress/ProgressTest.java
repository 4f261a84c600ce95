package io.lanistr.training.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.StepReport;
import io.lanistr.training.EpochSummary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static StepReport report(double text, double spread) {
    return new StepReport(text + 0.5, text, 0, 0, 0, -0.5, 0, spread, 10);
  }

  @Test
  void epochsAreMeansOverRows() {
    List<EpochSummary> epochs = new ArrayList<>();
    List<StepProgress> steps = new ArrayList<>();
    ProgressMeter meter =
        new ProgressMeter(
            2,
            2,
            new TrainingListener() {
              @Override
              public void stepFinished(StepProgress step) {
                steps.add(step);
              }

              @Override
              public void epochFinished(EpochSummary epoch) {
                epochs.add(epoch);
              }
            });
    StepTimes times = new StepTimes(1, 2, 3, 4, 5);
    meter.step(1, report(4, 1), 30, 0.1, StepTimes.ZERO);
    assertTrue(epochs.isEmpty());
    meter.step(2, report(2, 0.5), 10, 0.2, times);
    meter.step(3, report(1, 1), 30, 0.3, StepTimes.ZERO);
    assertEquals(meter.history(), epochs);
    EpochSummary first = epochs.get(0);
    assertEquals(1, first.epoch());
    assertEquals(40, first.rows());
    assertEquals(3.5, first.losses().text(), 1e-12);
    assertEquals(0.875, first.losses().spread(), 1e-12);
    assertEquals(20, first.losses().tokens());
    assertEquals(0.2, first.learningRate());
    assertEquals(times, steps.get(1).times());
    assertEquals(2, steps.get(2).epoch());
    assertEquals(4, steps.get(2).steps());
    assertTrue(steps.get(1).secondsLeft() > 0 && steps.get(1).rowsPerSecond() > 0);
  }

  @Test
  void linesSayEveryLossSpeedAndTimeLeft() {
    List<String> lines = new ArrayList<>();
    ProgressLines progress = new ProgressLines("pretraining", 0, lines::add);
    progress.started("50 rows");
    progress.stepFinished(
        new StepProgress(2, 10, 15, 100, report(4, 0.9), 1e-4, 16, 123.4, 75, StepTimes.ZERO));
    progress.epochFinished(new EpochSummary(2, report(4, 0.9), 1e-4, 160, 4000));
    assertEquals(
        List.of(
            "pretraining: 50 rows",
            "pretraining: epoch 2/10, step 15/100, loss 4.5000, text 4.0000, similarity -0.5000,"
                + " spread 0.9000, lr 1.00e-04, 123 rows/s, 1:15 min left",
            "pretraining: epoch 2 done, loss 4.5000, text 4.0000, similarity -0.5000,"
                + " spread 0.9000, lr 1.00e-04, 0 rows/s, 1:06 h"),
        lines);
  }

  @Test
  void linesWithinAnEpochKeepTheirDistance() {
    List<String> lines = new ArrayList<>();
    ProgressLines progress = new ProgressLines("x", 3600, lines::add);
    progress.stepFinished(new StepProgress(1, 1, 1, 2, report(1, 1), 1, 1, 1, 1, StepTimes.ZERO));
    assertTrue(lines.isEmpty());
  }
}
