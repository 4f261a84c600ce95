package io.lanistr.training.bigdl;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.tensor.Random64;
import io.lanistr.training.optimizer.ParameterGroups;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientProbeTest {
  private static final int EXECUTORS = 3;

  private static TrainingPlan plan(int size) {
    return new TrainingPlan(
        "probe",
        null,
        new long[EXECUTORS],
        1,
        null,
        ParameterGroups.uniform(size, 0),
        null,
        1,
        null);
  }

  private static float[] gradients(int executor, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) Random64.of(executor, i).nextGaussian(0);
    }
    return values;
  }

  /** The sum of some executors' gradients of a slice, after two numbers of something else. */
  private static float[] slice(TrainingPlan plan, int size, int slice, int... executors) {
    int start = plan.start(slice);
    float[] sum = new float[2 + plan.start(slice + 1) - start];
    sum[0] = 99;
    for (int executor : executors) {
      for (int i = 2; i < sum.length; i++) {
        sum[i] += gradients(executor, size)[start + i - 2];
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 50, 10_000})
  void whatIsMissingIsNoticed(int size) {
    TrainingPlan plan = plan(size);
    double[] all = new double[2 * EXECUTORS];
    for (int executor = 0; executor < EXECUTORS; executor++) {
      double[] seen = GradientProbe.of(gradients(executor, size), plan);
      Arrays.setAll(all, i -> all[i] + seen[i]);
    }
    for (int slice = 0; slice < EXECUTORS; slice++) {
      int number = slice;
      int length = plan.start(slice + 1) - plan.start(slice);
      float[] whole = slice(plan, size, slice, 0, 1, 2);
      assertDoesNotThrow(() -> GradientProbe.require(all, number, whole, 2, length, 7));
      if (length > 0) {
        float[] part = slice(plan, size, slice, 0, 2);
        String message =
            assertThrows(
                    IllegalStateException.class,
                    () -> GradientProbe.require(all, number, part, 2, length, 7))
                .getMessage();
        assertTrue(message.contains("slice " + slice + " have arrived at step 7"), message);
      }
    }
    assertEquals(2 * EXECUTORS, all.length);
  }
}
