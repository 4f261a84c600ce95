package io.lanistr.training.optimizer;

/**
 * What AdamW remembers of one slice of the parameter vector: the running means of the gradient and
 * of its square, and, on request, a running mean of the weights.
 *
 * <p>The arrays are live: a snapshot of a training copies them, a resumed one fills them.
 */
public final class Moments {
  private final float[] first;
  private final float[] second;
  private final float[] average;

  /**
   * @param averaged whether the weights' running mean is kept
   */
  public Moments(int length, boolean averaged) {
    first = new float[length];
    second = new float[length];
    average = averaged ? new float[length] : null;
  }

  public int length() {
    return first.length;
  }

  /** Running mean of the gradient. */
  public float[] first() {
    return first;
  }

  /** Running mean of the squared gradient. */
  public float[] second() {
    return second;
  }

  /** Running mean of the weights, or null. */
  public float[] average() {
    return average;
  }

  /**
   * Moves the mean towards the weights: {@code average = decay average + (1 - decay) w}, with the
   * decay of early steps reduced to (1 + step) / (10 + step), so that the initial weights are soon
   * forgotten.
   */
  public void average(float[] weights, int offset, double decay, long step) {
    float keep = (float) (step == 1 ? 0 : Math.min(decay, (1.0 + step) / (10 + step)));
    float take = 1 - keep;
    for (int i = 0; i < average.length; i++) {
      average[i] = keep * average[i] + take * weights[offset + i];
    }
  }
}
