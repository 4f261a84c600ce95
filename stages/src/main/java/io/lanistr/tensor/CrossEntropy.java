package io.lanistr.tensor;

/** Cross entropy of softmax probabilities, from logits by log-sum-exp. */
public final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * {@code sum_i w_i ce_i / denominator}, where {@code ce_i = (1 - s)(lse - z[target]) + s/C sum_c
   * (lse - z[c])} with label smoothing s.
   *
   * @param logits {@code [n, C]}
   * @param target class of each row, -1 to leave the row out; the first n entries are used
   * @param weightOrNull weight of each row, 1 if null
   * @param denominator positive; 0 is allowed where no row counts
   * @return {@code [1, 1]}
   */
  public static Tensor apply(
      Tape tape,
      Tensor logits,
      int[] target,
      float[] weightOrNull,
      float labelSmoothing,
      double denominator) {
    int n = logits.rows();
    int classes = logits.cols();
    Shapes.length("CrossEntropy", "target", target.length, n);
    if (weightOrNull != null) {
      Shapes.length("CrossEntropy", "weight", weightOrNull.length, n);
    }
    if (!(labelSmoothing >= 0f && labelSmoothing < 1f)) {
      throw new IllegalArgumentException("label smoothing " + labelSmoothing + " not in [0, 1)");
    }
    Tensor loss = tape.output(1, 1, logits.requiresGrad());
    // exp(z - max), the unnormalised probabilities; afterwards one reciprocal sum per row.
    long mark = tape.arena().mark();
    Tensor exps = tape.allocate(n, classes);
    Tensor sums = tape.allocate(1, n);
    float[] e = exps.data();
    for (int i = 0; i < n; i++) {
      int zo = logits.offset() + i * classes;
      float max = Vectors.max(classes, logits.data(), zo);
      Vectors.shift(classes, -max, logits.data(), zo, e, exps.offset() + i * classes);
      sums.data()[sums.offset() + i] = max;
    }
    tape.backend().exp(exps.size(), e, exps.offset(), e, exps.offset());
    double total = 0;
    for (int i = 0; i < n; i++) {
      double sum = sum(classes, e, exps.offset() + i * classes);
      double lse = Math.log(sum) + sums.data()[sums.offset() + i];
      sums.data()[sums.offset() + i] = (float) (1.0 / sum);
      if (target[i] != -1) {
        Shapes.index("CrossEntropy target", i, target[i], classes);
        int zo = logits.offset() + i * classes;
        double ce = (1.0 - labelSmoothing) * (lse - logits.data()[zo + target[i]]);
        if (labelSmoothing > 0f) {
          double mean = sum(classes, logits.data(), zo) / classes;
          ce += labelSmoothing * (lse - mean);
        }
        total += ce * (weightOrNull == null ? 1.0 : weightOrNull[i]);
      }
    }
    loss.data()[loss.offset()] = Losses.divide(total, denominator);
    if (!loss.requiresGrad()) {
      tape.arena().release(mark);
    }
    tape.record(
        loss,
        () ->
            backward(
                tape, logits, target, weightOrNull, labelSmoothing, denominator, exps, sums, loss));
    return loss;
  }

  private static double sum(int n, float[] x, int xo) {
    // Blocks of float sums, added up in double: vocabularies are long.
    double sum = 0;
    for (int from = 0; from < n; from += 256) {
      sum += Vectors.sum(Math.min(256, n - from), x, xo + from);
    }
    return sum;
  }

  private static void backward(
      Tape tape,
      Tensor logits,
      int[] target,
      float[] weightOrNull,
      float labelSmoothing,
      double denominator,
      Tensor exps,
      Tensor sums,
      Tensor loss) {
    int classes = logits.cols();
    float[] dz = tape.gradOf(logits);
    float dLoss = loss.grad()[loss.gradOffset()];
    for (int i = 0; i < logits.rows(); i++) {
      if (target[i] != -1) {
        double weight = weightOrNull == null ? 1.0 : weightOrNull[i];
        float a = dLoss * Losses.divide(weight, denominator);
        int dzo = logits.gradOffset() + i * classes;
        addRow(
            classes,
            a * sums.data()[sums.offset() + i],
            -a * labelSmoothing / classes,
            exps.data(),
            exps.offset() + i * classes,
            dz,
            dzo);
        dz[dzo + target[i]] -= a * (1f - labelSmoothing);
      }
    }
  }

  private static void addRow(int n, float a, float b, float[] e, int eo, float[] dz, int dzo) {
    for (int j = 0; j < n; j++) {
      dz[dzo + j] += a * e[eo + j] + b;
    }
  }
}
