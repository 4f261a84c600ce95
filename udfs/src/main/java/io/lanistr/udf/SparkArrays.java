package io.lanistr.udf;

import scala.collection.Seq;

/** Spark SQL arrays, as user functions receive them, to primitive arrays. */
public final class SparkArrays {
  private SparkArrays() {}

  /** Numbers of any type as floats; a null element becomes NaN. */
  public static float[] floats(Seq<?> values) {
    float[] out = new float[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.apply(i) instanceof Number number ? number.floatValue() : Float.NaN;
    }
    return out;
  }

  /** Numbers of any type as doubles; a null element becomes NaN. */
  public static double[] doubles(Seq<?> values) {
    double[] out = new double[values.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = values.apply(i) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
    return out;
  }

  /**
   * Steps x channels as one row-major array; null elements, and all of a null step, become NaN.
   *
   * @param channels the number every step must have
   * @throws IllegalArgumentException when a step has another number of channels
   */
  public static float[] matrix(Seq<? extends Seq<?>> steps, int channels) {
    float[] out = new float[steps.size() * channels];
    for (int s = 0; s < steps.size(); s++) {
      Seq<?> step = steps.apply(s);
      if (step != null && step.size() != channels) {
        throw new IllegalArgumentException(
            "step %d of the series has %d channels, wanted %d".formatted(s, step.size(), channels));
      }
      for (int c = 0; c < channels; c++) {
        out[s * channels + c] =
            step != null && step.apply(c) instanceof Number number
                ? number.floatValue()
                : Float.NaN;
      }
    }
    return out;
  }
}
