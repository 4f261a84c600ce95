package io.lanistr.network.weights;

import io.lanistr.tensor.Random64;

/** Writes the initial values of one parameter. */
@FunctionalInterface
public interface Initializer {

  /** Fills {@code values[from, from + count)} from the numbers of {@code random}. */
  void fill(float[] values, int from, int count, Random64 random);

  static Initializer constant(float value) {
    return (values, from, count, random) ->
        java.util.Arrays.fill(values, from, from + count, value);
  }

  static Initializer normal(double deviation) {
    return (values, from, count, random) -> {
      for (int i = 0; i < count; i++) {
        values[from + i] = (float) (deviation * random.nextGaussian(i));
      }
    };
  }

  /** Normal, drawn again where the absolute value exceeds {@code cut}. */
  static Initializer truncatedNormal(double deviation, double cut) {
    return (values, from, count, random) -> {
      for (int i = 0; i < count; i++) {
        long draw = i;
        double value = deviation * random.nextGaussian(draw);
        while (Math.abs(value) > cut) {
          draw += count;
          value = deviation * random.nextGaussian(draw);
        }
        values[from + i] = (float) value;
      }
    };
  }

  /** Uniform in [-bound, bound). */
  static Initializer uniform(double bound) {
    return (values, from, count, random) -> {
      for (int i = 0; i < count; i++) {
        values[from + i] = (float) (bound * (2 * random.nextDouble(i) - 1));
      }
    };
  }

  /** PyTorch's default of linear maps and convolutions: uniform in ±1/√fanIn. */
  static Initializer fanIn(int fanIn) {
    return uniform(1 / Math.sqrt(fanIn));
  }

  /** Glorot and Bengio's uniform initialisation: ±√(6 / (fanIn + fanOut)). */
  static Initializer xavierUniform(int fanIn, int fanOut) {
    return uniform(Math.sqrt(6.0 / (fanIn + fanOut)));
  }

  /** The same, with {@code zeros} elements from {@code first} on set to 0 (a padding id's row). */
  default Initializer withZeros(int first, int zeros) {
    return (values, from, count, random) -> {
      fill(values, from, count, random);
      java.util.Arrays.fill(values, from + first, from + first + zeros, 0f);
    };
  }
}
