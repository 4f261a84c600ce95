package io.lanistr.pipeline.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class FineTuningScheduleTest {
  @Test
  void stepsStayWithinTheirBounds() {
    assertEquals(60, FineTuningSchedule.epochs(60, 50, 200, 240, 1200, 1));
    assertEquals(240, FineTuningSchedule.epochs(60, 50, 50, 240, 1200, 1));
    assertEquals(60, FineTuningSchedule.epochs(60, 50, 1000, 240, 1200, 1));
    assertEquals(15, FineTuningSchedule.epochs(60, 50, 4000, 240, 1200, 1));
    assertEquals(20, FineTuningSchedule.epochs(60, 50, 4000, 240, 1200, 20));
    assertEquals(1, FineTuningSchedule.epochs(60, 50, 1_000_000, 240, 1200, 1));
  }

  @Test
  void manyLabelsMoveWhatWasPretrainedAtTheFullRate() {
    assertEquals(0.1, FineTuningSchedule.rateFactor(0.1, 50, 2000));
    assertEquals(0.1, FineTuningSchedule.rateFactor(0.1, 200, 2000));
    assertEquals(0.25, FineTuningSchedule.rateFactor(0.1, 1000, 2000));
    assertEquals(1, FineTuningSchedule.rateFactor(0.1, 4000, 2000));
  }

  @Test
  void whatIsSetStands() {
    Config config =
        ConfigFactory.parseString(
            "experiment { epochs = 60, least-steps = 10, most-steps = 20, least-epochs = 1,"
                + " least-rate-factor = 0.1, full-rate-labels = 20 },"
                + " fine-tuning.batchSize = 10");
    Config adapted = FineTuningSchedule.adapt(config, 10).getConfig("fine-tuning");
    assertEquals(20, adapted.getInt("epochs"));
    assertEquals(0.25, adapted.getDouble("pretrainedLearningRateFactor"));
    Config set =
        ConfigFactory.parseString("fine-tuning { epochs = 7, pretrainedLearningRateFactor = 0 }");
    Config kept = FineTuningSchedule.adapt(set.withFallback(config), 10).getConfig("fine-tuning");
    assertEquals(7, kept.getInt("epochs"));
    assertEquals(0, kept.getDouble("pretrainedLearningRateFactor"));
  }
}
