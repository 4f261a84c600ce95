package io.lanistr.training.bigdl;

/**
 * A look at a few of the gradients of each slice before and after they are added up. BigDL goes on
 * and says nothing if it could not fetch those of an executor; this notices.
 */
final class GradientProbe {
  private static final int SAMPLES = 32;

  /** What rounding may change, as a share of the magnitudes that are added up. */
  private static final double TOLERANCE = 1e-3;

  private GradientProbe() {}

  /**
   * Looks at one executor's gradients.
   *
   * @param gradients {@code [parameters]}
   * @return for each slice the sum of the samples, then for each slice that of their magnitudes
   */
  static double[] of(float[] gradients, TrainingPlan plan) {
    int slices = plan.partitions();
    double[] seen = new double[2 * slices];
    for (int slice = 0; slice < slices; slice++) {
      int start = plan.start(slice);
      int length = plan.start(slice + 1) - start;
      for (int sample = 0; sample < Math.min(SAMPLES, length); sample++) {
        float value = gradients[start + place(sample, length)];
        seen[slice] += value;
        seen[slices + slice] += Math.abs(value);
      }
    }
    return seen;
  }

  /**
   * Looks at the sum of a slice's gradients.
   *
   * @param all what all executors have seen, added up
   * @param gradients has the slice from {@code offset} on
   * @throws IllegalStateException if it can't be the sum of all executors' gradients
   */
  static void require(
      double[] all, int slice, float[] gradients, int offset, int length, int step) {
    double sum = 0;
    for (int sample = 0; sample < Math.min(SAMPLES, length); sample++) {
      sum += gradients[offset + place(sample, length)];
    }
    double magnitude = all[all.length / 2 + slice];
    if (Math.abs(sum - all[slice]) > TOLERANCE * magnitude) {
      throw new IllegalStateException(
          "Not all gradients of slice "
              + slice
              + " have arrived at step "
              + step
              + ": an executor could not be reached. Train again, from the last checkpoint if there"
              + " is one.");
    }
  }

  private static int place(int sample, int length) {
    return (int) ((long) sample * length / Math.min(SAMPLES, length));
  }
}
