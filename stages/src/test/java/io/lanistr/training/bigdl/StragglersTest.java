package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class StragglersTest {
  private static Stragglers after(int steps, double... seconds) {
    Stragglers stragglers =
        new Stragglers(
            List.of("executor_a_0", "executor_b_1", "executor_c_7").subList(0, seconds.length));
    for (int step = 0; step < steps; step++) {
      stragglers.step(seconds);
    }
    return stragglers;
  }

  @Test
  void theSlowOneIsNamedOnce() {
    Stragglers stragglers = after(10, 0.2, 0.3, 1.0);
    assertEquals(
        "executor 7 is slow: its part of a step took 1.00 s, that of the others 0.25 s, and all"
            + " wait for it; is its machine busy with something else?",
        stragglers.report());
    assertNull(stragglers.report(), "nothing new since");
  }

  @Test
  void equalFastOrFewAreNoStragglers() {
    assertNull(after(10, 0.9, 1.0, 1.1).report());
    assertNull(after(10, 0.001, 0.03).report(), "nobody notices 30 ms");
    assertNull(after(3, 0.1, 1.0).report(), "three steps are too few");
    assertNull(after(10, 1.0).report(), "one executor waits for nobody");
  }
}
