package io.lanistr.tensor;

/** A loss that compares each output with its own target: regression, and labels side by side. */
public final class ElementLoss {

  /** What one output costs. */
  public interface Curve {
    /** Loss of output {@code z} at target {@code t}. */
    double value(double z, double t);

    /** Its derivative by {@code z}. */
    double slope(double z, double t);
  }

  private ElementLoss() {}

  /** {@code (z - t)^2}. */
  public static Curve squared() {
    return new Curve() {
      @Override
      public double value(double z, double t) {
        return (z - t) * (z - t);
      }

      @Override
      public double slope(double z, double t) {
        return 2 * (z - t);
      }
    };
  }

  /**
   * {@code d^2 / 2} for {@code d = |z - t|} up to delta, {@code delta (d - delta / 2)} beyond
   * (Huber, "Robust estimation of a location parameter", 1964).
   *
   * @param delta positive
   */
  public static Curve huber(double delta) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("Huber's delta " + delta + " is not positive");
    }
    return new Curve() {
      @Override
      public double value(double z, double t) {
        double d = Math.abs(z - t);
        return d <= delta ? d * d / 2 : delta * (d - delta / 2);
      }

      @Override
      public double slope(double z, double t) {
        return Math.max(-delta, Math.min(delta, z - t));
      }
    };
  }

  /** {@code -t log p - (1 - t) log(1 - p)} for {@code p = 1 / (1 + exp(-z))}. */
  public static Curve binaryCrossEntropy() {
    return new Curve() {
      @Override
      public double value(double z, double t) {
        return Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)));
      }

      @Override
      public double slope(double z, double t) {
        return 1 / (1 + Math.exp(-z)) - t;
      }
    };
  }

  /**
   * {@code sum_ij w_i curve(z_ij, t_ij) / denominator} over the targets that are known.
   *
   * @param outputs {@code [n, k]}
   * @param target {@code [n, k]}, NaN to leave an output out; the first n * k entries are used
   * @param weight weight of each row; the first n entries are used
   * @param denominator positive; 0 is allowed where nothing counts
   * @return {@code [1, 1]}
   */
  public static Tensor apply(
      Tape tape, Tensor outputs, float[] target, float[] weight, Curve curve, double denominator) {
    int n = outputs.rows();
    int k = outputs.cols();
    Shapes.length("ElementLoss", "target", target.length, n * k);
    Shapes.length("ElementLoss", "weight", weight.length, n);
    Tensor loss = tape.output(1, 1, outputs.requiresGrad());
    double total = 0;
    for (int i = 0; i < n * k; i++) {
      if (!Float.isNaN(target[i])) {
        total += weight[i / k] * curve.value(outputs.data()[outputs.offset() + i], target[i]);
      }
    }
    loss.data()[loss.offset()] = Losses.divide(total, denominator);
    tape.record(
        loss,
        () -> backward(tape, outputs, target, weight, curve, Losses.inverse(denominator), loss));
    return loss;
  }

  private static void backward(
      Tape tape,
      Tensor outputs,
      float[] target,
      float[] weight,
      Curve curve,
      float scale,
      Tensor loss) {
    int k = outputs.cols();
    float[] dz = tape.gradOf(outputs);
    float dLoss = loss.grad()[loss.gradOffset()] * scale;
    for (int i = 0; i < outputs.size(); i++) {
      if (!Float.isNaN(target[i])) {
        double slope = curve.slope(outputs.data()[outputs.offset() + i], target[i]);
        dz[outputs.gradOffset() + i] += (float) (dLoss * weight[i / k] * slope);
      }
    }
  }
}
