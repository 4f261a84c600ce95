package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import io.lanistr.tensor.Backend;
import io.lanistr.training.optimizer.AdamWUpdate;
import io.lanistr.training.optimizer.LearningRateSchedule;
import io.lanistr.training.optimizer.Moments;
import io.lanistr.training.optimizer.ParameterGroups;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import scala.Tuple2;
import scala.runtime.AbstractFunction1;

class AdamWTest {
  private static final ParameterGroups GROUPS = ParameterGroups.uniform(4, 0.1);
  private static final LearningRateSchedule SCHEDULE = new LearningRateSchedule(0.1, 0, 10, false);

  @BeforeAll
  static void chooseNumerics() {
    assertTrue(!Backend.current().name().isEmpty());
  }

  private static void step(AdamW method, int step, float[] weights, float[] gradient) {
    method.state().update("neval", step);
    method.optimize(
        new AbstractFunction1<>() {
          @Override
          public Tuple2<Object, Tensor<Object>> apply(Tensor<Object> at) {
            return new Tuple2<>(1f, Floats.vector(gradient));
          }
        },
        Floats.vector(weights));
  }

  private static AdamW method(double clip, double averaging) {
    AdamW method = new AdamW("adamw-test", GROUPS, SCHEDULE, clip, averaging, 1, null);
    method.clearHistory();
    return method;
  }

  @Test
  void clipsTheNormOfTheWholeGradient() {
    float[] weights = {1, 2, 3, 4};
    float[] expected = weights.clone();
    AdamW method = method(5, 0);
    step(method, 1, weights, new float[] {6, 0, 8, 0});
    Moments moments = new Moments(4, false);
    AdamWUpdate.apply(GROUPS, 0, moments, expected, 0, new float[] {3, 0, 4, 0}, 0, 1, 0.1, 1);
    assertArrayEquals(expected, weights);
    assertArrayEquals(moments.first(), method.moments().first());
    assertArrayEquals(moments.second(), method.moments().second());
  }

  @Test
  void aSliceThatWasLostInTheMiddleIsNoticed() {
    AdamW onDriver = method(0, 0);
    float[] weights = {1, 2, 3, 4};
    AdamW onExecutor = (AdamW) onDriver.clone();
    step(onExecutor, 1, weights, new float[4]);
    step(onExecutor, 2, weights, new float[4]);
    AdamW rebuilt = (AdamW) onDriver.clone();
    String message =
        assertThrows(IllegalStateException.class, () -> step(rebuilt, 3, weights, new float[4]))
            .getMessage();
    assertTrue(message.contains("slice 0 were lost before step 3"), message);
    WeightBlocks.clear("adamw-test", false);
  }

  @Test
  void averagesReplaceTheWeightsAtTheLastStepOnly() {
    float[] weights = {1, 2, 3, 4};
    AdamW method = method(0, 0.5);
    float[] beforeLast = null;
    for (int step = 1; step <= 10; step++) {
      beforeLast = method.moments() == null ? null : method.moments().average().clone();
      step(method, step, weights, new float[] {1, 1, 1, 1});
      boolean replaced = weights[0] == method.moments().average()[0];
      assertEquals(step == 1 || step == 10, replaced, "step " + step);
    }
    assertTrue(weights[0] < beforeLast[0] && weights[0] > 0, "a mean of falling weights");
    WeightBlocks.clear("adamw-test", false);
  }
}
