package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class StragglersTest {
  private static Stragglers of(int executors) {
    return new Stragglers(
        List.of("executor_a_0", "executor_b_1", "executor_c_7").subList(0, executors));
  }

  /** What is said when an epoch of equal steps ends. */
  private static String atTheEndOf(Stragglers stragglers, int steps, double... seconds) {
    for (int step = 1; step < steps; step++) {
      assertNull(stragglers.step(seconds, false));
    }
    return stragglers.step(seconds, true);
  }

  @Test
  void theSlowOneIsNamedOnce() {
    Stragglers stragglers = of(3);
    assertEquals(
        "executor 7 is slow: its part of a step took 1.00 s, that of the others 0.25 s, and all"
            + " wait for it; is its machine busy with something else?",
        atTheEndOf(stragglers, 10, 0.2, 0.3, 1.0));
    assertNull(atTheEndOf(stragglers, 10, 0.2, 0.3, 0.2), "nothing new since");
  }

  @Test
  void aLongEpochIsNotWaitedFor() {
    Stragglers stragglers = of(2);
    double[] seconds = {20, 70};
    for (int step = 1; step < 5; step++) {
      assertNull(stragglers.step(seconds, false), "five minutes, but too few steps");
    }
    assertTrue(stragglers.step(seconds, false).startsWith("executor 1 is slow"));
    assertNull(stragglers.step(seconds, false), "not at every step");
  }

  @Test
  void equalFastOrFewAreNoStragglers() {
    assertNull(atTheEndOf(of(3), 10, 0.9, 1.0, 1.1));
    assertNull(atTheEndOf(of(2), 10, 0.001, 0.03), "nobody notices 30 ms");
    assertNull(atTheEndOf(of(2), 3, 0.1, 1.0), "three steps are too few");
    assertNull(atTheEndOf(of(1), 10, 1.0), "one executor waits for nobody");
  }
}
