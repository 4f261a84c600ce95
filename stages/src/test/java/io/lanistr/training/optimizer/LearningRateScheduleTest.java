package io.lanistr.training.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
  private final LearningRateSchedule schedule = new LearningRateSchedule(1, 4, 24, true);

  @Test
  void risesLinearlyToThePeak() {
    for (int step = 1; step <= 5; step++) {
      assertEquals(step / 5.0, schedule.rate(step), 1e-12);
    }
  }

  @Test
  void fallsAlongHalfACosineAndNoStepIsWasted() {
    assertEquals(0.5, schedule.rate(15), 1e-12);
    for (int step = 6; step <= 24; step++) {
      assertTrue(schedule.rate(step) < schedule.rate(step - 1));
    }
    assertTrue(schedule.rate(24) > 0);
    assertEquals(0, schedule.rate(25), 1e-12);
  }

  @Test
  void staysAtThePeakIfConstant() {
    assertEquals(2, new LearningRateSchedule(2, 1, 5, false).rate(5));
  }

  @Test
  void warmUpMustEndBeforeTraining() {
    assertThrows(IllegalArgumentException.class, () -> new LearningRateSchedule(1, 5, 5, true));
  }
}
