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
    float[] m = moments.data();
    for (int c = 0; c < chunks; c++) {
      int from = c * chunk;
      int rows = Math.min(chunk, n - from);
      int mean = moments.offset() + 2 * c * d;
      int variance = mean + d;
      if (training && rows > 1) {
        batchMoments(from, rows, m, mean, variance);
        running.update(rows, m, mean, m, variance, momentum);
      } else {
        System.arraycopy(running.mean(), 0, m, mean, d);
        System.arraycopy(running.variance(), 0, m, variance, d);
      }
      for (int j = 0; j < d; j++) {
        m[variance + j] = (float) (1.0 / Math.sqrt((double) m[variance + j] + eps));
      }
      for (int i = from; i < from + rows; i++) {
        affine(
            d,
            x.data(),
            x.offset() + i * d,
            m,
            mean,
            variance,
            gamma.data(),
            gamma.offset(),
            beta.data(),
            beta.offset(),
            y.data(),
            y.offset() + i * d);
      }
    }
    tape.record(y, () -> backward(moments, chunk, training));
    return y;
  }

  private void batchMoments(int from, int rows, float[] m, int mean, int variance) {
    Arrays.fill(m, mean, mean + 2 * d, 0f);
    Vectors.addColumnSums(tape.backend(), rows, d, x.data(), x.offset() + from * d, m, mean);
    Vectors.scale(d, 1f / rows, m, mean, m, mean);
    long mark = tape.arena().mark();
    Tensor partial = tape.allocate(1, d);
    float[] p = partial.data();
    int po = partial.offset();
    for (int first = from; first < from + rows; first += BLOCK) {
      partial.fill(0f);
      int end = Math.min(from + rows, first + BLOCK);
      for (int i = first; i < end; i++) {
        addSquares(d, x.data(), x.offset() + i * d, m, mean, p, po);
      }
      Vectors.addScaled(d, 1f / rows, p, po, m, variance);
    }
    tape.arena().release(mark);
  }

  private static void addSquares(
      int n, float[] x, int xo, float[] mean, int mo, float[] sum, int so) {
    for (int j = 0; j < n; j++) {
      float centred = x[xo + j] - mean[mo + j];
      sum[so + j] += centred * centred;
    }
  }

  private static void affine(
      int n,
      float[] x,
      int xo,
      float[] m,
      int mean,
      int scale,
      float[] g,
      int go,
      float[] b,
      int bo,
      float[] y,
      int yo) {
    for (int j = 0; j < n; j++) {
      y[yo + j] = (x[xo + j] - m[mean + j]) * m[scale + j] * g[go + j] + b[bo + j];
    }
  }

  private void backward(Tensor moments, int chunk, boolean training) {
    int n = x.rows();
    float[] dx = x.requiresGrad() ? tape.gradOf(x) : null;
    float[] dGamma = gamma.requiresGrad() ? tape.gradOf(gamma) : null;
    float[] dBeta = beta.requiresGrad() ? tape.gradOf(beta) : null;
    long mark = tape.arena().mark();
    Tensor scratch = tape.allocate(4, d);
    float[] s = scratch.data();
    int so = scratch.offset();
    float[] m = moments.data();
    for (int from = 0, c = 0; from < n; from += chunk, c++) {
      int rows = Math.min(chunk, n - from);
      int mean = moments.offset() + 2 * c * d;
      chunkSums(from, rows, m, mean, s, so);
      if (dGamma != null) {
        Vectors.add(d, s, so + d, dGamma, gamma.gradOffset());
      }
      if (dBeta != null) {
        Vectors.add(d, s, so, dBeta, beta.gradOffset());
      }
      if (dx != null) {
        // Statistics that come from the batch share its gradient; running ones are constants.
        Vectors.scale(2 * d, training && rows > 1 ? 1f / rows : 0f, s, so, s, so);
        for (int i = from; i < from + rows; i++) {
          addInput(
              d,
              y.grad(),
              y.gradOffset() + i * d,
              x.data(),
              x.offset() + i * d,
              m,
              mean,
              s,
              so,
              gamma.data(),
              gamma.offset(),
              dx,
              x.gradOffset() + i * d);
        }
      }
    }
    tape.arena().release(mark);
  }

  /** Column sums over a chunk, into s: of dy, then of {@code dy * xhat}. */
  private void chunkSums(int from, int rows, float[] m, int mean, float[] s, int so) {
    Arrays.fill(s, so, so + 2 * d, 0f);
    for (int first = from; first < from + rows; first += BLOCK) {
      Arrays.fill(s, so + 2 * d, so + 4 * d, 0f);
      int end = Math.min(from + rows, first + BLOCK);
      for (int i = first; i < end; i++) {
        addSums(
            d,
            y.grad(),
            y.gradOffset() + i * d,
            x.data(),
            x.offset() + i * d,
            m,
            mean,
            s,
            so + 2 * d);
      }
      Vectors.add(2 * d, s, so + 2 * d, s, so);
    }
  }

  private static void addSums(
      int n, float[] dy, int dyo, float[] x, int xo, float[] m, int mean, float[] s, int so) {
    int scale = mean + n;
    int hatSum = so + n;
    for (int j = 0; j < n; j++) {
      s[so + j] += dy[dyo + j];
    }
    for (int j = 0; j < n; j++) {
      s[hatSum + j] += dy[dyo + j] * (x[xo + j] - m[mean + j]) * m[scale + j];
    }
  }

  private static void addInput(
      int n,
      float[] dy,
      int dyo,
      float[] x,
      int xo,
      float[] m,
      int mean,
      float[] s,
      int so,
      float[] g,
      int go,
      float[] dx,
      int dxo) {
    int scale = mean + n;
    int hat = so + n;
    for (int j = 0; j < n; j++) {
      float xhat = (x[xo + j] - m[mean + j]) * m[scale + j];
      dx[dxo + j] += g[go + j] * m[scale + j] * (dy[dyo + j] - s[so + j] - xhat * s[hat + j]);
    }
  }
}
