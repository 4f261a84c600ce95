package io.lanistr.network.fusion;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.layer.Dense;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.TokenDropout;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Add;
import io.lanistr.tensor.Relu;
import io.lanistr.tensor.SegmentMean;
import io.lanistr.tensor.Tensor;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A way from the encoders to the outputs past the projections and the fusion: one hidden layer with
 * ReLU over the states of all modalities side by side, averaged over a modality's tokens. What a
 * row lacks adds nothing.
 *
 * <p>Attention has to learn what each modality says before it can weigh them, at the narrow width
 * of the fusion; a plain layer over wide states learns from a few hundred labels what adds up, and
 * leaves to the fusion what doesn't (the wide part of Cheng et al., arXiv:1606.07792).
 */
public final class Shortcut {
  private final Map<Part, Way> ways = new EnumMap<>(Part.class);
  private final Dense out;

  /** A modality's part of the hidden layer. */
  private static final class Way {
    private final Dense dense;
    private int[] rowOfState = new int[0];

    private Way(Dense dense) {
      this.dense = dense;
    }

    /** {@code [rows, hidden]}, 0 where a row lacks the modality. */
    private Tensor apply(Pass pass, Batch batch, Encoded encoded) {
      Tensor h = dense.apply(pass, encoded.states());
      int n = h.rows();
      rowOfState = encoded.groups().rowOfStates(n, rowOfState);
      return SegmentMean.apply(pass.tape(), h, rowOfState, n, batch.rows(), 1);
    }
  }

  /**
   * @param parameters the root
   */
  public Shortcut(ParameterBuilder parameters, NetworkConfig config) {
    if (config.compatibility().reconstructionTokens()) {
      throw new IllegalArgumentException(
          "the head's shortcut is not part of the official network: compatibility=official can't"
              + " have it");
    }
    ParameterBuilder place = parameters.at("classifier.shortcut");
    int width = config.classifier().hidden();
    for (Part part : config.modalities()) {
      ParameterBuilder at = place.at(part.name().toLowerCase(Locale.ROOT));
      ways.put(part, new Way(new Dense(at, config.width(part), width, LinearInit.DEFAULT)));
    }
    out = new Dense(place.at("out"), width, config.classifier().outputs(), LinearInit.DEFAULT);
  }

  /**
   * @param encoded the modalities in the batch, of which there is at least one
   * @param dropout probability of zeroing a hidden element, by {@code keys}
   * @param keysOrNull randomness of each row; null for no dropout
   * @return {@code [rows, outputs]}
   */
  Tensor apply(Pass pass, Batch batch, List<Encoded> encoded, float dropout, long[] keysOrNull) {
    Tensor sum = null;
    for (Encoded one : encoded) {
      Tensor part = ways.get(one.part()).apply(pass, batch, one);
      sum = sum == null ? part : Add.apply(pass.tape(), sum, part);
    }
    Tensor h = Relu.apply(pass.tape(), sum);
    if (keysOrNull != null) {
      h = TokenDropout.apply(pass.tape(), h, dropout, keysOrNull, 3);
    }
    return out.apply(pass, h);
  }
}
