package io.lanistr.tensor;

import java.util.Arrays;

/**
 * Batch normalisation over "ghost" batches: in training each chunk of rows is normalised with its
 * own mean and biased variance (Hoffer, Hubara, Soudry, arXiv:1705.08741, algorithm 1). Rows are
 * cut as torch.chunk does: {@code c = ceil(n / virtualBatchSize)} chunks of {@code ceil(n / c)}
 * rows, the last may be smaller.
 */
public final class GhostBatchNorm {
  private static final int BLOCK = 64;

  private final Tape tape;
  private final Tensor x;
  private final Tensor gamma;
  private final Tensor beta;
  private final int d;
  private final Tensor y;

  private GhostBatchNorm(Tape tape, Tensor x, Tensor gamma, Tensor beta) {
    this.tape = tape;
    this.x = x;
    this.gamma = gamma;
    this.beta = beta;
    this.d = x.cols();
    this.y =
        tape.output(x.rows(), d, x.requiresGrad() || gamma.requiresGrad() || beta.requiresGrad());
  }

  /**
   * @param x {@code [n, d]}
   * @param gamma {@code [1, d]}
   * @param beta {@code [1, d]}
   * @param running used outside training, and in training for a chunk of a single row, which has no
   *     variance; updated once per chunk of two rows or more
   * @param virtualBatchSize greatest number of rows per chunk, or 0 for one chunk
   * @param momentum weight of the batch in the running statistics (PyTorch's convention)
   */
  public static Tensor apply(
      Tape tape,
      Tensor x,
      Tensor gamma,
      Tensor beta,
      BatchNormStatistics running,
      int virtualBatchSize,
      float momentum,
      float eps,
      boolean training) {
    Shapes.vector("GhostBatchNorm gamma", gamma, x.cols());
    Shapes.vector("GhostBatchNorm beta", beta, x.cols());
    Shapes.require(
        running.mean().length == x.cols(),
        "GhostBatchNorm",
        "statistics are of " + running.mean().length + " columns",
        x);
    int chunk = training ? chunkRows(x.rows(), virtualBatchSize) : Math.max(x.rows(), 1);
    return new GhostBatchNorm(tape, x, gamma, beta)
        .forward(running, chunk, momentum, eps, training);
  }

  /** Rows per chunk of n rows. */
  public static int chunkRows(int n, int virtualBatchSize) {
    if (virtualBatchSize < 0) {
      throw new IllegalArgumentException("virtual batch size " + virtualBatchSize);
    }
    if (virtualBatchSize == 0 || n <= virtualBatchSize) {
      return Math.max(n, 1);
    }
    int chunks = (n - 1) / virtualBatchSize + 1;
    return (n - 1) / chunks + 1;
  }

  private Tensor forward(
      BatchNormStatistics running, int chunk, float momentum, float eps, boolean training) {
    int n = x.rows();
    int chunks = n == 0 ? 0 : (n - 1) / chunk + 1;
    // Per chunk: a row of means and a row of reciprocal standard deviations.
    Tensor moments = tape.allocate(2 * chunks, d);
    float[][] scratch = tape.scratch(5, d);
    float[] mean = scratch[0];
    float[] scale = scratch[1];
    float[] row = scratch[2];
    float[] shift = scratch[3];
    System.arraycopy(beta.data(), beta.offset(), shift, 0, d);
    for (int c = 0; c < chunks; c++) {
      int from = c * chunk;
      int rows = Math.min(chunk, n - from);
      if (training && rows > 1) {
        batchMoments(from, rows, mean, scale, row, scratch[4]);
        running.update(rows, mean, scale, momentum);
      } else {
        System.arraycopy(running.mean(), 0, mean, 0, d);
        System.arraycopy(running.variance(), 0, scale, 0, d);
      }
      for (int j = 0; j < d; j++) {
        scale[j] = (float) (1.0 / Math.sqrt((double) scale[j] + eps));
      }
      System.arraycopy(mean, 0, moments.data(), moments.offset() + 2 * c * d, d);
      System.arraycopy(scale, 0, moments.data(), moments.offset() + (2 * c + 1) * d, d);
      for (int j = 0; j < d; j++) {
        scale[j] *= gamma.data()[gamma.offset() + j];
      }
      for (int i = from; i < from + rows; i++) {
        System.arraycopy(x.data(), x.offset() + i * d, row, 0, d);
        affine(d, mean, scale, shift, row);
        System.arraycopy(row, 0, y.data(), y.offset() + i * d, d);
      }
    }
    tape.record(y, () -> backward(moments, chunk, training));
    return y;
  }

  private static void affine(int n, float[] mean, float[] scale, float[] shift, float[] row) {
    for (int j = 0; j < n; j++) {
      row[j] = (row[j] - mean[j]) * scale[j] + shift[j];
    }
  }

  /** Mean and biased variance of rows [from, from + rows). */
  private void batchMoments(
      int from, int rows, float[] mean, float[] variance, float[] row, float[] partial) {
    Arrays.fill(mean, 0, d, 0f);
    Arrays.fill(variance, 0, d, 0f);
    Vectors.addColumnSums(tape.backend(), rows, d, x.data(), x.offset() + from * d, mean, 0);
    Vectors.scale(d, 1f / rows, mean, 0, mean, 0);
    for (int first = from; first < from + rows; first += BLOCK) {
      Arrays.fill(partial, 0, d, 0f);
      for (int i = first; i < Math.min(from + rows, first + BLOCK); i++) {
        System.arraycopy(x.data(), x.offset() + i * d, row, 0, d);
        addSquares(d, row, mean, partial);
      }
      Vectors.addScaled(d, 1f / rows, partial, 0, variance, 0);
    }
  }

  private static void addSquares(int n, float[] row, float[] mean, float[] sum) {
    for (int j = 0; j < n; j++) {
      float centred = row[j] - mean[j];
      sum[j] += centred * centred;
    }
  }

  private void backward(Tensor moments, int chunk, boolean training) {
    int n = x.rows();
    boolean fresh = x.requiresGrad() && tape.startGrad(x);
    float[] dGamma = gamma.requiresGrad() ? tape.gradOf(gamma) : null;
    float[] dBeta = beta.requiresGrad() ? tape.gradOf(beta) : null;
    float[][] scratch = tape.scratch(8, d);
    float[] mean = scratch[0];
    float[] scale = scratch[1];
    float[] dySum = scratch[2];
    float[] hatSum = scratch[3];
    for (int from = 0, c = 0; from < n; from += chunk, c++) {
      int rows = Math.min(chunk, n - from);
      System.arraycopy(moments.data(), moments.offset() + 2 * c * d, mean, 0, d);
      System.arraycopy(moments.data(), moments.offset() + (2 * c + 1) * d, scale, 0, d);
      chunkSums(from, rows, scratch);
      if (dGamma != null) {
        Vectors.add(d, hatSum, 0, dGamma, gamma.gradOffset());
      }
      if (dBeta != null) {
        Vectors.add(d, dySum, 0, dBeta, beta.gradOffset());
      }
      if (x.requiresGrad()) {
        // Statistics that come from the batch share its gradient; running ones are constants.
        addInput(from, rows, training && rows > 1 ? 1f / rows : 0f, fresh, scratch);
      }
    }
  }

  /** Column sums over a chunk: of dy into row 2 of the scratch, of {@code dy * xhat} into row 3. */
  private void chunkSums(int from, int rows, float[][] scratch) {
    float[] mean = scratch[0];
    float[] dySum = scratch[2];
    float[] hatSum = scratch[3];
    float[] xRow = scratch[4];
    float[] dyRow = scratch[5];
    float[] partial = scratch[6];
    Arrays.fill(dySum, 0, d, 0f);
    Arrays.fill(hatSum, 0, d, 0f);
    int dyo = y.gradOffset() + from * d;
    Vectors.addColumnSums(tape.backend(), rows, d, y.grad(), dyo, dySum, 0);
    for (int first = from; first < from + rows; first += BLOCK) {
      Arrays.fill(partial, 0, d, 0f);
      for (int i = first; i < Math.min(from + rows, first + BLOCK); i++) {
        System.arraycopy(x.data(), x.offset() + i * d, xRow, 0, d);
        System.arraycopy(y.grad(), y.gradOffset() + i * d, dyRow, 0, d);
        addCentredProducts(d, dyRow, xRow, mean, partial);
      }
      Vectors.add(d, partial, 0, hatSum, 0);
    }
    Vectors.product(d, hatSum, 0, scratch[1], 0, hatSum, 0);
  }

  private static void addCentredProducts(int n, float[] dy, float[] x, float[] mean, float[] sum) {
    for (int j = 0; j < n; j++) {
      sum[j] += dy[j] * (x[j] - mean[j]);
    }
  }

  /** {@code dx += gamma scale (dy - share sum(dy) - xhat share sum(dy xhat))}. */
  private void addInput(int from, int rows, float share, boolean fresh, float[][] scratch) {
    float[] mean = scratch[0];
    float[] scale = scratch[1];
    float[] dyMean = scratch[2];
    float[] slope = scratch[3];
    float[] xRow = scratch[4];
    float[] dyRow = scratch[5];
    float[] row = scratch[6];
    float[] factor = scratch[7];
    Vectors.scale(d, share, dyMean, 0, dyMean, 0);
    for (int j = 0; j < d; j++) {
      slope[j] *= share * scale[j];
      factor[j] = gamma.data()[gamma.offset() + j] * scale[j];
    }
    for (int i = from; i < from + rows; i++) {
      int at = x.gradOffset() + i * d;
      System.arraycopy(x.data(), x.offset() + i * d, xRow, 0, d);
      System.arraycopy(y.grad(), y.gradOffset() + i * d, dyRow, 0, d);
      if (fresh) {
        Arrays.fill(row, 0, d, 0f);
      } else {
        System.arraycopy(x.grad(), at, row, 0, d);
      }
      addInputRow(d, dyRow, dyMean, xRow, mean, slope, factor, row);
      System.arraycopy(row, 0, x.grad(), at, d);
    }
  }

  private static void addInputRow(
      int n,
      float[] dy,
      float[] dyMean,
      float[] x,
      float[] mean,
      float[] slope,
      float[] factor,
      float[] dx) {
    for (int j = 0; j < n; j++) {
      dx[j] += factor[j] * (dy[j] - dyMean[j] - (x[j] - mean[j]) * slope[j]);
    }
  }
}
