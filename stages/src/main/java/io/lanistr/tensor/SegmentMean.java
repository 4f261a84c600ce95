package io.lanistr.tensor;

/** Averages blocks of rows that belong together, such as the images of one row. */
public final class SegmentMean {
  private SegmentMean() {}

  /**
   * Block i of x is rows {@code [i * blockRows, (i + 1) * blockRows)}.
   *
   * @param x {@code [items * blockRows, d]}
   * @param group group of block i, in [0, groups); the first {@code items} entries are used
   * @return {@code [groups * blockRows, d]}: block g is the mean of the blocks of group g, or 0 if
   *     it has none
   */
  public static Tensor apply(
      Tape tape, Tensor x, int[] group, int items, int groups, int blockRows) {
    Shapes.length("SegmentMean", "group", group.length, items);
    Shapes.require(
        x.rows() == items * blockRows, "SegmentMean", items + " x " + blockRows + " rows", x);
    int d = x.cols();
    int block = blockRows * d;
    Tensor y = tape.output(groups * blockRows, d, x.requiresGrad());
    Tensor weight = tape.allocate(1, groups);
    float[] w = weight.data();
    weight.fill(0f);
    for (int i = 0; i < items; i++) {
      Shapes.index("SegmentMean group", i, group[i], groups);
      w[weight.offset() + group[i]] += 1f;
    }
    for (int g = 0; g < groups; g++) {
      w[weight.offset() + g] = 1f / Math.max(w[weight.offset() + g], 1f);
    }
    y.fill(0f);
    for (int i = 0; i < items; i++) {
      float a = w[weight.offset() + group[i]];
      Vectors.addScaled(
          block, a, x.data(), x.offset() + i * block, y.data(), y.offset() + group[i] * block);
    }
    tape.record(
        y,
        () -> {
          float[] dx = tape.gradOf(x);
          for (int i = 0; i < items; i++) {
            float a = weight.data()[weight.offset() + group[i]];
            int from = y.gradOffset() + group[i] * block;
            Vectors.addScaled(block, a, y.grad(), from, dx, x.gradOffset() + i * block);
          }
        });
    return y;
  }
}
