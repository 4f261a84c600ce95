package io.lanistr.network.fusion;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.fusion.FusionInput.Form;
import io.lanistr.network.layer.BlockStyle;
import io.lanistr.network.layer.Norm;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.Selection;
import io.lanistr.network.layer.Sequences;
import io.lanistr.network.layer.TransformerStack;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;
import java.util.List;

/**
 * FLAVA's multimodal encoder (Singh et al., arXiv:2112.04482): a learned CLS token in front,
 * transformer layers that normalise first, a final normalisation; no positions and no marks of the
 * modalities. Where asked for, a modality that a row lacks has a learned token.
 */
public final class FusionEncoder {
  private final Tensor cls;
  private final MissingTokens missing;
  private final TransformerStack layers;
  private final Norm norm;
  private final FusionInput input = new FusionInput();

  /**
   * An encoder that leaves out what is missing.
   *
   * @param parameters place of the encoder
   */
  public FusionEncoder(ParameterBuilder parameters, TransformerConfig config) {
    this(parameters, config, MissingTokens.NONE);
  }

  /**
   * @param parameters place of the encoder
   * @param missing stand for what rows lack
   */
  public FusionEncoder(
      ParameterBuilder parameters, TransformerConfig config, MissingTokens missing) {
    // FLAVA starts it at 0, where the derivative of the first normalisation is 1/sqrt(eps) = 1e6.
    cls = parameters.token("cls_token", Initializer.normal(0.1), config.hidden());
    this.missing = missing;
    layers = new TransformerStack(parameters.at("encoder.layer"), config, BlockStyle.FLAVA);
    norm = new Norm(parameters.at("layernorm"), config.hidden(), config.layerNormEps());
  }

  /** Where the tokens of the last pass are. */
  public FusionInput input() {
    return input;
  }

  /** The masked rows, then the rows as they are: {@code [tokens of both, d]}. */
  public Tensor pretrain(Pass pass, Batch batch, List<Encoded> encoded) {
    Tensor x = input.pack(pass, batch, encoded, cls, missing, Form.TWICE, layers.needsKeys(pass));
    Tensor h = transform(pass, x, null);
    if (pass.tracing()) {
      int n = h.rows() / 2;
      pass.trace("fusion.masked.last_hidden_state", h.rowsView(0, n));
      pass.trace("fusion.unmasked.last_hidden_state", h.rowsView(n, n));
    }
    return h;
  }

  /**
   * The CLS tokens of rows whose modalities are parted in two, for each row that has two or more:
   * {@code [2 x such rows, d]}, the masked first parts, then the second parts as they are. Null if
   * there is no such row.
   */
  public Tensor views(Pass pass, Batch batch, List<Encoded> encoded) {
    Tensor x = input.pack(pass, batch, encoded, cls, missing, Form.PARTED, layers.needsKeys(pass));
    return input.views().count() == 0 ? null : transform(pass, x, input.views());
  }

  /** The CLS token of each row: {@code [rows, d]}. */
  public Tensor encode(Pass pass, Batch batch, List<Encoded> encoded) {
    Selection first = input.cls();
    if (pass.tracing()) {
      Tensor h = states(pass, batch, encoded);
      return Rows.gather(pass.tape(), h, first.tokens(), first.count());
    }
    Tensor x = input.pack(pass, batch, encoded, cls, missing, Form.ONCE, layers.needsKeys(pass));
    return transform(pass, x, first);
  }

  /** All tokens of each row: {@code [tokens, d]}. */
  public Tensor states(Pass pass, Batch batch, List<Encoded> encoded) {
    Tensor x = input.pack(pass, batch, encoded, cls, missing, Form.ONCE, layers.needsKeys(pass));
    Tensor h = transform(pass, x, null);
    pass.trace("fusion.last_hidden_state", h);
    return h;
  }

  private Tensor transform(Pass pass, Tensor packed, Selection selectionOrNull) {
    Sequences sequences = input.sequences();
    Tensor x = layers.dropEmbeddings(pass, packed, sequences);
    return norm.apply(pass, layers.apply(pass.within("fusion."), x, sequences, selectionOrNull));
  }
}
