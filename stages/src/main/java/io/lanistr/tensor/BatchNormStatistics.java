package io.lanistr.tensor;

/**
 * Running mean and variance of batch normalisation. Updates follow PyTorch: {@code running = (1 -
 * momentum) running + momentum batch}, with the unbiased batch variance. While averaging, batches
 * are collected instead, weighted by their rows, and the running values stay as they are.
 */
public final class BatchNormStatistics {
  private final float[] mean;
  private final float[] variance;
  private long updates;
  private double[] meanSum;
  private double[] varianceSum;
  private long rowSum;

  /** Uses the given arrays, without copying them. */
  public BatchNormStatistics(float[] mean, float[] variance) {
    if (mean.length != variance.length) {
      throw new IllegalArgumentException(
          mean.length + " means but " + variance.length + " variances");
    }
    this.mean = mean;
    this.variance = variance;
  }

  public float[] mean() {
    return mean;
  }

  public float[] variance() {
    return variance;
  }

  /** Number of batches seen in training. */
  public long updates() {
    return updates;
  }

  void update(int rows, float[] batchMean, float[] batchVariance, float momentum) {
    for (int j = 0; j < mean.length; j++) {
      update(j, rows, batchMean[j], batchVariance[j], momentum);
    }
    count(rows);
  }

  /**
   * Takes a batch in.
   *
   * @param rows rows of the batch, at least two
   * @param batchVariance biased variance
   * @param momentum weight of the batch
   */
  public void update(int rows, double[] batchMean, double[] batchVariance, float momentum) {
    for (int j = 0; j < mean.length; j++) {
      update(j, rows, batchMean[j], batchVariance[j], momentum);
    }
    count(rows);
  }

  private void update(int j, int rows, double m, double biased, float momentum) {
    double v = biased * (rows / (rows - 1.0));
    if (meanSum == null) {
      mean[j] = (float) ((1.0 - momentum) * mean[j] + momentum * m);
      variance[j] = (float) ((1.0 - momentum) * variance[j] + momentum * v);
    } else {
      meanSum[j] += rows * m;
      varianceSum[j] += rows * v;
    }
  }

  private void count(int rows) {
    updates++;
    rowSum += meanSum == null ? 0 : rows;
  }

  /** From now on, training batches are averaged. */
  public void beginAveraging() {
    meanSum = new double[mean.length];
    varianceSum = new double[mean.length];
    rowSum = 0;
  }

  /**
   * Replaces the running values by the averages since {@link #beginAveraging}, if there are any.
   */
  public void endAveraging() {
    if (meanSum == null) {
      throw new IllegalStateException("endAveraging without beginAveraging");
    }
    for (int j = 0; j < mean.length && rowSum > 0; j++) {
      mean[j] = (float) (meanSum[j] / rowSum);
      variance[j] = (float) (varianceSum[j] / rowSum);
    }
    meanSum = null;
    varianceSum = null;
  }
}
