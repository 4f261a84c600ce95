package io.lanistr.network.fusion;

import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * Learned tokens that the fusion sees in the place of modalities that a row lacks, if the network
 * has them. Where absence itself tells something, they let it be learned; where it happens at
 * random, leaving such modalities out, which is the default, has less to learn.
 */
public final class MissingTokens {
  static final MissingTokens NONE = new MissingTokens(null, List.of(), 0);

  /** About the length of a projected token, which is 1. */
  private static final double LENGTH = 1;

  private final List<Part> parts;
  private final Tensor[] tokens;

  /**
   * @param parameters place of the tokens
   * @param parts the modalities
   * @param width of the fusion
   */
  public MissingTokens(ParameterBuilder parameters, List<Part> parts, int width) {
    this.parts = List.copyOf(parts);
    tokens = new Tensor[parts.size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] =
          parameters.token(
              parts.get(i).name().toLowerCase(Locale.ROOT),
              Initializer.normal(LENGTH / Math.sqrt(width)),
              width);
    }
  }

  /** Number of tokens: of the network's modalities, or 0. */
  int count() {
    return tokens.length;
  }

  /** The modality in whose place token i is. */
  Part part(int i) {
    return parts.get(i);
  }

  /** Token i, {@code [1, d]}. */
  Tensor token(int i) {
    return tokens[i];
  }
}
