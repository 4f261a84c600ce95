package io.lanistr.pipeline.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class FineTuningLengthTest {
  @Test
  void stepsStayWithinTheirBounds() {
    assertEquals(60, FineTuningLength.epochs(60, 50, 200, 240, 1200));
    assertEquals(240, FineTuningLength.epochs(60, 50, 50, 240, 1200));
    assertEquals(60, FineTuningLength.epochs(60, 50, 1000, 240, 1200));
    assertEquals(15, FineTuningLength.epochs(60, 50, 4000, 240, 1200));
    assertEquals(1, FineTuningLength.epochs(60, 50, 1_000_000, 240, 1200));
  }

  @Test
  void epochsThatAreSetStand() {
    Config config =
        ConfigFactory.parseString(
            "experiment { epochs = 60, least-steps = 10, most-steps = 20 },"
                + " fine-tuning.batchSize = 10");
    assertEquals(20, FineTuningLength.adapt(config, 10).getInt("fine-tuning.epochs"));
    Config set = ConfigFactory.parseString("fine-tuning.epochs = 7").withFallback(config);
    assertEquals(7, FineTuningLength.adapt(set, 10).getInt("fine-tuning.epochs"));
  }
}
