package io.lanistr.network.layer;

import io.lanistr.tensor.Random64;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * Dropout (Srivastava et al., 2014) whose choices belong to the tokens: a token loses the same
 * elements whatever batch, slice or machine it is on.
 */
public final class TokenDropout {
  private TokenDropout() {}

  /**
   * Sets each element to 0 with probability p and scales the others by {@code 1 / (1 - p)}.
   *
   * @param x {@code [n, d]}
   * @param key randomness of each row
   * @param site tells the places of a network apart where dropout happens
   */
  public static Tensor apply(Tape tape, Tensor x, float p, long[] key, long site) {
    int n = x.rows();
    int d = x.cols();
    Tensor y = tape.output(n, d, x.requiresGrad());
    Tensor factor = tape.allocate(n, d);
    float[] f = factor.data();
    float scale = 1f / (1f - p);
    for (int i = 0; i < n; i++) {
      Random64 random = Random64.of(key[i], site);
      int fo = factor.offset() + i * d;
      for (int j = 0; j < d; j++) {
        f[fo + j] = random.nextFloat(j) < p ? 0f : scale;
      }
    }
    multiply(n * d, x.data(), x.offset(), f, factor.offset(), y.data(), y.offset());
    tape.record(
        y,
        () ->
            addProduct(
                n * d,
                y.grad(),
                y.gradOffset(),
                factor.data(),
                factor.offset(),
                tape.gradOf(x),
                x.gradOffset()));
    return y;
  }

  private static void multiply(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = a[ao + i] * b[bo + i];
    }
  }

  private static void addProduct(int n, float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += a[ao + i] * b[bo + i];
    }
  }
}
