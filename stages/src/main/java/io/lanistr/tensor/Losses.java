package io.lanistr.tensor;

/** Shared by the losses, which are sums over this slice divided by a count of the whole batch. */
final class Losses {
  private Losses() {}

  /** {@code sum / denominator}, or 0 where nothing counts and both are 0. */
  static float divide(double sum, double denominator) {
    if (denominator == 0 && sum == 0) {
      return 0f;
    }
    if (!(denominator > 0)) {
      throw new IllegalArgumentException("loss denominator " + denominator + " is not positive");
    }
    return (float) (sum / denominator);
  }

  /** {@code 1 / denominator} for gradients, or 0 where nothing counts and there are none. */
  static float inverse(double denominator) {
    return denominator == 0 ? 0f : divide(1.0, denominator);
  }
}
