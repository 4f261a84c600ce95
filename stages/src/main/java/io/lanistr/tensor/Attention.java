package io.lanistr.tensor;

/**
 * Multi-head scaled dot-product self-attention within segments of packed tokens: {@code softmax(Q
 * K^T / sqrt(dh)) V} per segment and head (Vaswani et al., arXiv:1706.03762, section 3.2).
 */
public final class Attention {
  /** Scores per exponential call: enough to hide its cost, few enough to stay in the cache. */
  private static final int GROUP = 1 << 15;

  private final Tape tape;
  private final Tensor qkv;
  private final Tensor y;
  private final int[] starts;
  private final int segments;
  private final int heads;
  private final boolean[] keyValidOrNull;
  private final float dropout;
  private final Random64 key;
  private final int d;
  private final int dh;
  private final float scale;

  private Attention(
      Tape tape,
      Tensor qkv,
      int[] starts,
      int segments,
      int heads,
      boolean[] keyValidOrNull,
      float dropout,
      Random64 key) {
    this.tape = tape;
    this.qkv = qkv;
    this.starts = starts;
    this.segments = segments;
    this.heads = heads;
    this.keyValidOrNull = keyValidOrNull;
    this.dropout = dropout;
    this.key = key;
    this.d = qkv.cols() / 3;
    this.dh = d / heads;
    this.scale = (float) (1.0 / Math.sqrt(dh));
    this.y = tape.output(qkv.rows(), d, qkv.requiresGrad());
  }

  /**
   * @param qkv {@code [T, 3d]}: queries, keys and values side by side, each split into heads
   * @param starts segment i holds tokens {@code [starts[i], starts[i + 1])}
   * @param keyValidOrNull tokens that may be attended to; all if null. A segment without any
   *     attends uniformly
   * @param dropout probability of dropping an attention weight
   * @param key randomness of the dropout; may be null if it is 0
   * @return {@code [T, d]}
   */
  public static Tensor apply(
      Tape tape,
      Tensor qkv,
      int[] starts,
      int segments,
      int heads,
      boolean[] keyValidOrNull,
      float dropout,
      Random64 key) {
    Shapes.require(
        heads > 0 && qkv.cols() % (3 * heads) == 0,
        "Attention",
        "columns must be a multiple of 3 x " + heads + " heads",
        qkv);
    Shapes.segments("Attention", starts, segments, qkv.rows());
    Dropout.requireProbability(dropout);
    if (keyValidOrNull != null) {
      Shapes.length("Attention", "keyValid", keyValidOrNull.length, qkv.rows());
    }
    return new Attention(tape, qkv, starts, segments, heads, keyValidOrNull, dropout, key)
        .forward();
  }

  private Tensor forward() {
    boolean keep = y.requiresGrad();
    Tensor kept = keep ? tape.allocate(1, scores(0, segments)) : null;
    int at = 0;
    for (int from = 0; from < segments; ) {
      int to = from + 1;
      while (to < segments && scores(from, to + 1) <= GROUP) {
        to++;
      }
      int count = scores(from, to);
      long mark = tape.arena().mark();
      Tensor p = keep ? kept : tape.allocate(1, count);
      probabilities(from, to, count, p.data(), p.offset() + (keep ? at : 0));
      values(from, to, count, at, p.data(), p.offset() + (keep ? at : 0));
      tape.arena().release(mark);
      at += count;
      from = to;
    }
    tape.record(y, () -> backward(kept));
    return y;
  }

  private int length(int segment) {
    return starts[segment + 1] - starts[segment];
  }

  /** Number of scores of segments [from, to). */
  private int scores(int from, int to) {
    long sum = 0;
    for (int s = from; s < to; s++) {
      sum += (long) heads * length(s) * length(s);
    }
    if (sum > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          "Attention: " + sum + " scores in one call; use smaller batches or shorter sequences");
    }
    return (int) sum;
  }

  /** softmax(Q K^T / sqrt(dh)) of segments [from, to), as [segment][head][query][key]. */
  private void probabilities(int from, int to, int count, float[] p, int po) {
    int at = po;
    for (int s = from; s < to; s++) {
      int n = length(s);
      for (int h = 0; h < heads; h++, at += n * n) {
        int q = qkv.offset() + starts[s] * 3 * d + h * dh;
        tape.backend()
            .gemm(
                false,
                true,
                n,
                n,
                dh,
                scale,
                qkv.data(),
                q,
                3 * d,
                qkv.data(),
                q + d,
                3 * d,
                0f,
                p,
                at,
                n);
        if (keyValidOrNull != null) {
          maskKeys(n, starts[s], p, at);
        }
        for (int i = 0; i < n; i++) {
          int row = at + i * n;
          Vectors.shift(n, -Vectors.max(n, p, row), p, row, p, row);
        }
      }
    }
    tape.backend().exp(count, p, po, p, po);
    at = po;
    for (int s = from; s < to; s++) {
      int n = length(s);
      for (int row = at; row < at + heads * n * n; row += n) {
        Vectors.scale(n, 1f / Vectors.sum(n, p, row), p, row, p, row);
      }
      at += heads * n * n;
    }
  }

  private void maskKeys(int n, int start, float[] p, int at) {
    for (int j = 0; j < n; j++) {
      if (!keyValidOrNull[start + j]) {
        for (int i = 0; i < n; i++) {
          p[at + i * n + j] = -Float.MAX_VALUE;
        }
      }
    }
  }

  /** Y = P V for segments [from, to), whose first weight is draw {@code first}. */
  private void values(int from, int to, int count, int first, float[] p, int po) {
    float[] weights = p;
    int at = po;
    if (dropout > 0f) {
      Tensor dropped = tape.allocate(1, count);
      weights = dropped.data();
      at = dropped.offset();
      dropped(count, first, p, po, weights, at);
    }
    for (int s = from; s < to; s++) {
      int n = length(s);
      for (int h = 0; h < heads; h++, at += n * n) {
        int v = qkv.offset() + starts[s] * 3 * d + 2 * d + h * dh;
        int out = y.offset() + starts[s] * d + h * dh;
        tape.backend()
            .gemm(
                false,
                false,
                n,
                dh,
                n,
                1f,
                weights,
                at,
                n,
                qkv.data(),
                v,
                3 * d,
                0f,
                y.data(),
                out,
                d);
      }
    }
  }

  private void dropped(int count, long first, float[] p, int po, float[] to, int at) {
    Dropout.mask(count, dropout, key, first, to, at);
    Vectors.product(count, p, po, to, at, to, at);
  }

  private void backward(Tensor kept) {
    float keep = tape.startGrad(qkv) ? 0f : 1f;
    float[] p = kept.data();
    int at = kept.offset();
    int longest = 0;
    for (int s = 0; s < segments; s++) {
      longest = Math.max(longest, length(s));
    }
    long mark = tape.arena().mark();
    Tensor scratch = tape.allocate(dropout > 0f ? 2 : 1, longest * longest);
    for (int s = 0; s < segments; s++) {
      int n = length(s);
      for (int h = 0; h < heads; h++, at += n * n) {
        head(s, h, n, p, at, at - kept.offset(), scratch.data(), scratch.offset(), keep);
      }
    }
    tape.arena().release(mark);
  }

  /** Backward of one segment and head; its weights P start at {@code at}. */
  private void head(
      int s, int h, int n, float[] p, int at, int first, float[] ds, int dso, float keep) {
    Backend backend = tape.backend();
    int ld = 3 * d;
    int q = qkv.offset() + starts[s] * ld + h * dh;
    int dq = qkv.gradOffset() + starts[s] * ld + h * dh;
    int out = y.offset() + starts[s] * d + h * dh;
    int dout = y.gradOffset() + starts[s] * d + h * dh;
    float[] x = qkv.data();
    float[] dx = qkv.grad();
    float[] dy = y.grad();
    backend.gemm(false, true, n, n, dh, 1f, dy, dout, d, x, q + 2 * d, ld, 0f, ds, dso, n);
    if (dropout > 0f) {
      int mo = dso + n * n;
      Dropout.mask(n * n, dropout, key, first, ds, mo);
      Vectors.product(n * n, ds, dso, ds, mo, ds, dso);
      Vectors.product(n * n, p, at, ds, mo, ds, mo);
      backend.gemm(true, false, n, dh, n, 1f, ds, mo, n, dy, dout, d, keep, dx, dq + 2 * d, ld);
    } else {
      backend.gemm(true, false, n, dh, n, 1f, p, at, n, dy, dout, d, keep, dx, dq + 2 * d, ld);
    }
    for (int i = 0; i < n; i++) {
      // sum_j P_ij dP_ij = dO_i . O_i, with or without dropout
      float mean = Vectors.dot(dh, dy, dout + i * d, y.data(), out + i * d);
      softmaxRow(n, p, at + i * n, mean, ds, dso + i * n);
    }
    if (keyValidOrNull != null) {
      zeroKeys(n, starts[s], ds, dso);
    }
    backend.gemm(false, false, n, dh, n, scale, ds, dso, n, x, q + d, ld, keep, dx, dq, ld);
    backend.gemm(true, false, n, dh, n, scale, ds, dso, n, x, q, ld, keep, dx, dq + d, ld);
  }

  private static void softmaxRow(int n, float[] p, int po, float mean, float[] ds, int dso) {
    for (int j = 0; j < n; j++) {
      ds[dso + j] = p[po + j] * (ds[dso + j] - mean);
    }
  }

  /** A masked score is a constant, also where it counts because no key is valid. */
  private void zeroKeys(int n, int start, float[] ds, int dso) {
    for (int j = 0; j < n; j++) {
      if (!keyValidOrNull[start + j]) {
        for (int i = 0; i < n; i++) {
          ds[dso + i * n + j] = 0f;
        }
      }
    }
  }
}
