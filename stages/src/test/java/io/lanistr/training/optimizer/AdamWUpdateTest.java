package io.lanistr.training.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lanistr.tensor.Random64;
import org.junit.jupiter.api.Test;

class AdamWUpdateTest {
  private static final int SIZE = 101;
  private static final ParameterGroups GROUPS =
      ParameterGroups.builder()
          .append(20, 0.1, 1)
          .append(33, 0, 0.5)
          .append(28, 0.1, 2)
          .append(20, 0.1, 2, 4)
          .build();

  /** The formulas in double precision, element by element. */
  private static double[] oracle(int steps, double scale) {
    double[] w = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double decay = i >= 20 && i < 53 ? 0 : 0.1;
      double factor = i < 20 ? 1 : i < 53 ? 0.5 : 2;
      double value = weight(i);
      double m = 0;
      double v = 0;
      int before = i < 81 ? 0 : 3; // steps in which the last group waits
      for (int t = 1; t <= steps - before; t++) {
        double g = gradient(i, t + before) * scale;
        double rate = 0.01 * factor;
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        value -= rate * decay * value;
        value -=
            rate * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
      }
      w[i] = value;
    }
    return w;
  }

  private static float weight(int i) {
    return (float) Random64.of(1, i).nextGaussian(0);
  }

  private static float gradient(int i, int step) {
    return (float) Random64.of(2, i).nextGaussian(step);
  }

  private static float[] train(int steps, float scale, int... cuts) {
    float[] weights = new float[SIZE + 3];
    for (int i = 0; i < SIZE; i++) {
      weights[i + 3] = weight(i);
    }
    float[] gradients = new float[SIZE + 5];
    Moments[] slices = new Moments[cuts.length - 1];
    for (int step = 1; step <= steps; step++) {
      for (int i = 0; i < SIZE; i++) {
        gradients[i + 5] = gradient(i, step);
      }
      for (int s = 0; s < slices.length; s++) {
        if (slices[s] == null) {
          slices[s] = new Moments(cuts[s + 1] - cuts[s], false);
        }
        AdamWUpdate.apply(
            GROUPS,
            cuts[s],
            slices[s],
            weights,
            3 + cuts[s],
            gradients,
            5 + cuts[s],
            scale,
            0.01,
            step);
      }
    }
    float[] result = new float[SIZE];
    System.arraycopy(weights, 3, result, 0, SIZE);
    return result;
  }

  @Test
  void equalsTheFormulasInDoublePrecision() {
    double[] expected = oracle(30, 1);
    float[] actual = train(30, 1, 0, SIZE);
    for (int i = 0; i < SIZE; i++) {
      assertEquals(expected[i], actual[i], 2e-6, "element " + i);
    }
  }

  @Test
  void slicesThatCrossGroupBordersGiveTheSameWeights() {
    assertArrayEquals(train(5, 1, 0, SIZE), train(5, 1, 0, 10, 25, 60, SIZE));
  }

  @Test
  void gradientScaleActsBeforeTheMoments() {
    double[] expected = oracle(3, 1e-9);
    float[] actual = train(3, 1e-9f, 0, SIZE);
    for (int i = 0; i < SIZE; i++) {
      assertEquals(expected[i], actual[i], 2e-6, "element " + i);
    }
  }

  @Test
  void clippingScalesOnlyLongGradients() {
    assertEquals(1, AdamWUpdate.clipping(4.9, 5));
    assertEquals(0.5, AdamWUpdate.clipping(10, 5));
    assertEquals(1, AdamWUpdate.clipping(10, 0));
    float[] x = {9, 3, 4, 0, 12, 1, 9};
    assertEquals(13, Math.sqrt(AdamWUpdate.sumOfSquares(x, 1, 4)), 1e-12);
  }

  @Test
  void averageForgetsTheFirstWeightsSoonAndFollowsSlowlyLater() {
    Moments slice = new Moments(1, true);
    slice.average(new float[] {5}, 0, 0.99, 1);
    assertEquals(5, slice.average()[0]);
    for (int step = 2; step <= 3000; step++) {
      slice.average(new float[] {1}, 0, 0.99, step);
    }
    assertEquals(1, slice.average()[0], 1e-4);
    slice.average(new float[] {2}, 0, 0.99, 3001);
    assertEquals(1.01, slice.average()[0], 1e-4);
  }
}
