package io.lanistr.network.table;

import io.lanistr.network.table.TabNetEncoder.Output;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Matrix;
import java.util.Arrays;

/**
 * How much each feature contributed to a row's encoding: the masks, weighted by the size of their
 * step's decision (Arik and Pfister, arXiv:1908.07442, section "Interpretability").
 */
public final class FeatureImportance {
  private FeatureImportance() {}

  /**
   * @return constant {@code [n, embedded columns]}, not normalised
   */
  public static Tensor of(Tape tape, Output output) {
    int n = output.masks()[0].rows();
    int d = output.masks()[0].cols();
    Tensor sum = tape.allocate(n, d);
    Arrays.fill(sum.data(), sum.offset(), sum.offset() + sum.size(), 0f);
    for (int s = 0; s < output.masks().length; s++) {
      Matrix mask = output.masks()[s];
      Matrix decision = output.decisions()[s];
      for (int i = 0; i < n; i++) {
        double weight = 0;
        for (int j = 0; j < decision.cols(); j++) {
          weight += decision.get(i, j);
        }
        for (int j = 0; j < d; j++) {
          sum.data()[sum.offset() + i * d + j] += (float) (weight * mask.get(i, j));
        }
      }
    }
    return sum;
  }
}
