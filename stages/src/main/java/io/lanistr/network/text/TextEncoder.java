package io.lanistr.network.text;

import io.lanistr.network.config.TextConfig;
import io.lanistr.network.layer.BlockStyle;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Norm;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.Selection;
import io.lanistr.network.layer.TransformerStack;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Add;
import io.lanistr.tensor.Embedding;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * BERT without pooler (Devlin et al., arXiv:1810.04805): word, position and type embeddings,
 * normalised, and transformer layers that normalise after each sum.
 */
public final class TextEncoder {
  private static final double NARROW_WORDS = 0.3;
  private static final double NARROW_POSITIONS = 1;

  private final TextConfig config;
  private final Tensor words;
  private final Tensor positions;
  private final Tensor types;
  private final Norm norm;
  private final TransformerStack layers;

  /**
   * @param parameters place of the encoder
   */
  public TextEncoder(ParameterBuilder parameters, TextConfig config) {
    this.config = config;
    int d = config.encoder().hidden();
    Initializer normal = Initializer.normal(0.02);
    Initializer wordInit = narrow(d) ? Initializer.normal(NARROW_WORDS) : normal;
    Initializer positionInit = narrow(d) ? Initializer.normal(NARROW_POSITIONS) : normal;
    ParameterBuilder embeddings = parameters.at("embeddings");
    words =
        embeddings.declare(
            "word_embeddings.weight",
            SlotKind.EMBEDDING,
            wordInit.withZeros(config.padId() * d, d),
            config.vocabulary(),
            d);
    positions =
        embeddings.declare(
            "position_embeddings.weight",
            SlotKind.EMBEDDING,
            positionInit,
            config.maxPositions(),
            d);
    types =
        embeddings.declare(
            "token_type_embeddings.weight", SlotKind.EMBEDDING, normal, config.tokenTypes(), d);
    norm = new Norm(embeddings.at("LayerNorm"), d, config.encoder().layerNormEps());
    layers =
        new TransformerStack(parameters.at("encoder.layer"), config.encoder(), BlockStyle.BERT);
  }

  /**
   * Whether the width is below the published one. Such encoders are trained at ten times the
   * published rate or more; at the published 0.02 their words would then move so fast that few
   * labelled texts are learned by heart, to the loss of the other modalities.
   */
  private static boolean narrow(int width) {
    return width < LinearInit.PUBLISHED_WIDTH;
  }

  /** Whether tokens need randomness in this pass. */
  public boolean needsKeys(Pass pass) {
    return layers.needsKeys(pass);
  }

  /**
   * @param selectionOrNull tokens whose states are wanted, all if null
   * @return {@code [T or selected, hidden]}
   */
  public Tensor apply(Pass pass, TextInput input, Selection selectionOrNull) {
    Tape tape = pass.tape();
    int n = input.sequences().tokens();
    Tensor word = Embedding.apply(tape, words, input.ids(), n, config.padId());
    Tensor position = Embedding.apply(tape, positions, input.positions(), n, -1);
    Tensor type = Embedding.apply(tape, types, input.types(), n, -1);
    Tensor x = norm.apply(pass, Add.apply(tape, Add.apply(tape, word, type), position));
    x = layers.dropEmbeddings(pass, x, input.sequences());
    return layers.apply(pass, x, input.sequences(), selectionOrNull);
  }
}
