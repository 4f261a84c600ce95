package io.lanistr.network.fusion;

import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.layer.Sequences;
import io.lanistr.network.layer.Trace;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of each row's attention goes to which modality: the weights by which the CLS token looks
 * at itself and at the tokens of each modality, averaged over the fusion's heads and layers. They
 * sum to 1. Missing tokens count for the modality in whose place they are.
 */
public final class AttentionShares implements Trace {
  private final List<Part> modalities;
  private final int heads;
  private final List<Tensor> layers = new ArrayList<>();
  private double[] weights = new double[0];

  public AttentionShares(NetworkConfig config) {
    modalities = config.modalities();
    heads = config.fusion().heads();
  }

  /** Number of shares of a row: CLS's own and each modality's, in the order of their tokens. */
  public int count() {
    return 1 + modalities.size();
  }

  @Override
  public void put(String name, Tensor value) {
    if (name.startsWith("fusion.layer.") && name.endsWith(".qkv")) {
      layers.add(value);
    }
  }

  /**
   * Adds up what has been traced.
   *
   * @param input of the same pass
   * @param target receives {@code [rows, count]} from {@code offset} on
   */
  public void write(FusionInput input, float[] target, int offset) {
    Sequences sequences = input.sequences();
    java.util.Arrays.fill(target, offset, offset + sequences.count() * count(), 0f);
    for (Tensor qkv : layers) {
      for (int row = 0; row < sequences.count(); row++) {
        int from = sequences.starts()[row];
        int to = sequences.starts()[row + 1];
        for (int head = 0; head < heads; head++) {
          attend(qkv, head, from, to);
          for (int t = from; t < to; t++) {
            Part part = input.modality(t);
            int share = part == null ? 0 : 1 + modalities.indexOf(part);
            target[offset + row * count() + share] +=
                (float) (weights[t - from] / (heads * layers.size()));
          }
        }
      }
    }
  }

  /** Softmax of the CLS token's scores of all tokens of its sequence, into {@link #weights}. */
  private void attend(Tensor qkv, int head, int from, int to) {
    int width = qkv.cols() / 3;
    int each = width / heads;
    int n = to - from;
    weights = weights.length < n ? new double[n] : weights;
    int query = qkv.offset() + from * qkv.cols() + head * each;
    double top = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < n; t++) {
      int key = qkv.offset() + (from + t) * qkv.cols() + width + head * each;
      double score = 0;
      for (int i = 0; i < each; i++) {
        score += (double) qkv.data()[query + i] * qkv.data()[key + i];
      }
      weights[t] = score / Math.sqrt(each);
      top = Math.max(top, weights[t]);
    }
    double sum = 0;
    for (int t = 0; t < n; t++) {
      weights[t] = Math.exp(weights[t] - top);
      sum += weights[t];
    }
    for (int t = 0; t < n; t++) {
      weights[t] /= sum;
    }
  }
}
