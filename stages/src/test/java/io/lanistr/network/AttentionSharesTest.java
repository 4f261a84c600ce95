package io.lanistr.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.config.FusionTokens;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.tensor.Arena;
import io.lanistr.tensor.Attention;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionSharesTest {
  private static final int SHARES = 5;

  /** The modalities in the order of their tokens. */
  private static final int[] ORDER = {
    TinyNetwork.TEXT, TinyNetwork.IMAGE, TinyNetwork.TABLE, TinyNetwork.SERIES
  };

  private static NetworkConfig summary() {
    NetworkConfig all = TinyNetwork.classification(0f);
    return new NetworkConfig(
        all.text(),
        all.image(),
        all.series(),
        all.table(),
        FusionTokens.SUMMARY,
        all.fusion(),
        null,
        all.classifier(),
        all.lossWeights(),
        all.compatibility());
  }

  private static float[] shares(TinyNetwork tiny, Batch batch) {
    float[] shares = new float[batch.rows() * SHARES];
    tiny.network.attention(batch, shares, 0);
    return shares;
  }

  @Test
  void sharesAreThoseByWhichValuesAreMixed() {
    TinyNetwork tiny = new TinyNetwork(summary());
    Batch batch = TinyNetwork.allSubsets(tiny.network.config());
    List<Tensor> layers = new ArrayList<>();
    tiny.network.trace(
        (name, value) -> {
          if (name.matches("fusion\\.layer\\.\\d+\\.qkv")) {
            Tensor copy = Tensor.of(new float[value.size()], 0, value.rows(), value.cols());
            System.arraycopy(value.data(), value.offset(), copy.data(), 0, value.size());
            layers.add(copy);
          }
        });
    tiny.network.logits(batch, new float[batch.rows() * 3], 0);
    tiny.network.trace(null);
    assertEquals(2, layers.size());
    double[] expected = new double[batch.rows() * SHARES];
    layers.forEach(qkv -> mixMarks(qkv, tiny.network.config().fusion().heads(), expected));
    float[] found = shares(tiny, batch);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] / layers.size(), found[i], 1e-5, "share " + i);
    }
  }

  /** Adds what attention makes of values that mark their tokens' modalities. */
  private static void mixMarks(Tensor qkv, int heads, double[] target) {
    int width = qkv.cols() / 3;
    int each = width / heads;
    int[] starts = new int[TinyNetwork.ALL + 1];
    int token = 0;
    // A head has room for one mark less than there are shares: CLS is what the others leave.
    assertEquals(SHARES - 1, each);
    for (int row = 0; row < TinyNetwork.ALL; row++) {
      mark(qkv, token++, -1, width, each, heads);
      for (int m = 0; m < ORDER.length; m++) {
        if ((row + 1 & ORDER[m]) != 0) {
          mark(qkv, token++, m, width, each, heads);
        }
      }
      starts[row + 1] = token;
    }
    Tensor mixed =
        Attention.apply(new Tape(new Arena()), qkv, starts, TinyNetwork.ALL, heads, null, 0f, null);
    for (int row = 0; row < TinyNetwork.ALL; row++) {
      for (int head = 0; head < heads; head++) {
        double rest = 1;
        for (int m = 0; m < each; m++) {
          int at = mixed.offset() + starts[row] * width + head * each + m;
          target[row * SHARES + 1 + m] += mixed.data()[at] / heads;
          rest -= mixed.data()[at];
        }
        target[row * SHARES] += rest / heads;
      }
    }
  }

  private static void mark(Tensor qkv, int token, int mark, int width, int each, int heads) {
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < each; i++) {
        int at = qkv.offset() + token * qkv.cols() + 2 * width + head * each + i;
        qkv.data()[at] = i == mark ? 1f : 0f;
      }
    }
  }

  @Test
  void whatARowLacksGetsNothingUnlessItHasAToken() {
    for (boolean tokens : new boolean[] {false, true}) {
      NetworkConfig config = TinyNetwork.classification(0f).withMissingTokens(tokens);
      TinyNetwork tiny = new TinyNetwork(config);
      float[] shares = shares(tiny, TinyNetwork.allSubsets(config));
      for (int row = 0; row < TinyNetwork.ALL; row++) {
        double sum = shares[row * SHARES];
        assertTrue(sum > 0, "a row looks at itself");
        for (int m = 0; m < ORDER.length; m++) {
          float share = shares[row * SHARES + 1 + m];
          sum += share;
          assertEquals(tokens || (row + 1 & ORDER[m]) != 0, share > 0, "row " + row + ", " + m);
        }
        assertEquals(1, sum, 1e-5);
      }
    }
  }
}
