package io.lanistr.network.layer;

import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Transformer layers one after another. */
public final class TransformerStack {
  /** Site of the dropout on embeddings, before the layers' own. */
  private static final int EMBEDDING_SITE = 1;

  private final List<TransformerBlock> blocks = new ArrayList<>();
  private final float dropout;

  /**
   * @param parameters place of the list of layers, whose names are their indices
   */
  public TransformerStack(ParameterBuilder parameters, TransformerConfig config, BlockStyle style) {
    dropout = config.dropout();
    for (int i = 0; i < config.layers(); i++) {
      blocks.add(new TransformerBlock(parameters.at(String.valueOf(i)), config, style, i));
    }
  }

  /** Dropout of the tokens before the first layer. */
  public Tensor dropEmbeddings(Pass pass, Tensor x, Sequences sequences) {
    return pass.training() && dropout > 0f
        ? TokenDropout.apply(pass.tape(), x, dropout, sequences.tokenKey(), EMBEDDING_SITE)
        : x;
  }

  /** Whether the pass will need the tokens' randomness. */
  public boolean needsKeys(Pass pass) {
    return pass.training() && dropout > 0f;
  }

  /**
   * Traces {@code hidden_states.0} (the input) to {@code hidden_states.n}, and each layer's
   * queries, keys and values side by side as {@code layer.i.qkv}.
   *
   * @param x {@code [T, d]}
   * @param selectionOrNull tokens whose final states are wanted, all if null
   * @return {@code [T or selected, d]}
   */
  public Tensor apply(Pass pass, Tensor x, Sequences sequences, Selection selectionOrNull) {
    Tensor h = x;
    pass.trace("hidden_states.0", h);
    for (int i = 0; i < blocks.size(); i++) {
      boolean last = i == blocks.size() - 1;
      h = blocks.get(i).apply(layer(pass, i), h, sequences, last ? selectionOrNull : null);
      if (pass.tracing()) {
        pass.trace("hidden_states." + (i + 1), h);
      }
    }
    return h;
  }

  private static Pass layer(Pass pass, int index) {
    return pass.tracing() ? pass.within("layer." + index + ".") : pass;
  }
}
