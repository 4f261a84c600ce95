package io.lanistr.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingFailureTest {
  private static final Exception OURS = new IllegalArgumentException("lower the rate");

  @Test
  void innermostOfOursIsWhatIsSaid() {
    RuntimeException said =
        TrainingFailure.explain(new RuntimeException("job aborted", new Exception("task", OURS)));
    assertEquals(IllegalArgumentException.class, said.getClass());
    assertEquals("lower the rate", said.getMessage());
    assertEquals("job aborted", said.getCause().getMessage());
    assertSame(OURS, TrainingFailure.explain(OURS));
  }

  @Test
  void lossesAreSaidWhateverTheFirstOfThemSays() {
    Exception first = new RuntimeException("job aborted", OURS);
    RuntimeException given = TrainingFailure.afterLosses(2, Map.of("7", "exit code 137\n"), first);
    assertSame(given, TrainingFailure.explain(given));
    assertTrue(
        given
            .getMessage()
            .startsWith(
                "Training gave up after 2 restarts. It lost executor 7 (exit code 137). Most often"),
        given::getMessage);
    assertSame(first, given.getCause());
    assertTrue(
        TrainingFailure.afterLosses(2, Map.of(), first)
            .getMessage()
            .contains("It lost contact between executors."));
  }

  @Test
  void lossesAreToldFromOtherFailures() {
    Exception fetch = new IOException("Connection refused: /10.0.0.7:40001");
    assertTrue(TrainingFailure.isLoss(new RuntimeException("job aborted", fetch)));
    assertFalse(TrainingFailure.isLostContact(fetch), "it may be of the rows' file system");
    Exception slice =
        new IllegalStateException(
            "Weights or gradients of another executor were not received: it left");
    assertTrue(TrainingFailure.isLostContact(new RuntimeException("job aborted", slice)));
    assertTrue(TrainingFailure.isLoss(slice));
    assertFalse(TrainingFailure.isLoss(OURS));
  }
}
