package io.lanistr.network.layer;

import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Add;
import io.lanistr.tensor.Attention;
import io.lanistr.tensor.Gelu;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;

/**
 * One transformer layer (Vaswani et al., arXiv:1706.03762): self-attention and a feed-forward net
 * with exact GELU, each with a residual connection and layer normalisation.
 */
final class TransformerBlock {
  private final boolean normFirst;
  private final int heads;
  private final float dropout;
  private final int site;
  private final Dense input;
  private final Dense output;
  private final Dense up;
  private final Dense down;
  private final Norm attentionNorm;
  private final Norm feedForwardNorm;

  /**
   * @param index place of the layer in its stack
   */
  TransformerBlock(
      ParameterBuilder parameters, TransformerConfig config, BlockStyle style, int index) {
    int d = config.hidden();
    int rows = 3 * d / style.inputWeights().size();
    normFirst = style.normFirst();
    heads = config.heads();
    dropout = config.dropout();
    site = 2 * (index + 1);
    input =
        new Dense(
            parameters.stack(
                style.inputWeights(),
                SlotKind.WEIGHT,
                style.inputInit().weight().apply(d),
                rows,
                d),
            parameters.stackVectors(
                style.inputBiases(), SlotKind.BIAS, style.inputInit().bias().apply(d), rows));
    output = new Dense(parameters.at(style.attentionOutput()), d, d, style.attentionOutputInit());
    attentionNorm = new Norm(parameters.at(style.attentionNorm()), d, config.layerNormEps());
    up = new Dense(parameters.at(style.up()), d, config.feedForward(), style.feedForwardInit());
    down = new Dense(parameters.at(style.down()), config.feedForward(), d, style.feedForwardInit());
    feedForwardNorm = new Norm(parameters.at(style.feedForwardNorm()), d, config.layerNormEps());
  }

  /**
   * @param x {@code [T, d]}
   * @param selectionOrNull tokens to return, all if null; attention sees all of them in any case
   * @return {@code [T or selected, d]}
   */
  Tensor apply(Pass pass, Tensor x, Sequences sequences, Selection selectionOrNull) {
    boolean drops = pass.training() && dropout > 0f;
    long[] keys = drops ? sequences.tokenKey() : null;
    Tensor seen = normFirst ? attentionNorm.apply(pass, x) : x; // [T, d]
    Tensor qkv = input.apply(pass, seen); // [T, 3d]
    pass.trace("qkv", qkv);
    Tensor mixed =
        Attention.apply(
            pass.tape(),
            qkv,
            sequences.starts(),
            sequences.count(),
            heads,
            sequences.validOrNull(),
            0f,
            null); // [T, d]
    Tensor residual = x;
    if (selectionOrNull != null) {
      int n = selectionOrNull.count();
      mixed = Rows.gather(pass.tape(), mixed, selectionOrNull.tokens(), n);
      residual = Rows.gather(pass.tape(), x, selectionOrNull.tokens(), n);
      keys = drops ? selectionOrNull.keys(sequences) : null;
    }
    Tensor h = add(pass, residual, output.apply(pass, mixed), keys, site);
    if (!normFirst) {
      h = attentionNorm.apply(pass, h);
    }
    Tensor wide = up.apply(pass, normFirst ? feedForwardNorm.apply(pass, h) : h); // [n, 4d]
    Tensor y = add(pass, h, down.apply(pass, Gelu.apply(pass.tape(), wide)), keys, site + 1);
    return normFirst ? y : feedForwardNorm.apply(pass, y);
  }

  private Tensor add(Pass pass, Tensor residual, Tensor change, long[] keysOrNull, int at) {
    Tensor kept =
        keysOrNull == null
            ? change
            : TokenDropout.apply(pass.tape(), change, dropout, keysOrNull, at);
    return Add.apply(pass.tape(), residual, kept);
  }
}
