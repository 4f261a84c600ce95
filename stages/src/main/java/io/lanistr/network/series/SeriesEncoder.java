package io.lanistr.network.series;

import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.layer.BlockStyle;
import io.lanistr.network.layer.Dense;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.TransformerStack;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.tensor.Add;
import io.lanistr.tensor.Embedding;
import io.lanistr.tensor.Gelu;
import io.lanistr.tensor.Scale;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * Transformer over the steps of a series (Zerveas et al., arXiv:2010.02803): values to tokens,
 * learned positions, layers that normalise after each sum, and a linear map back to the channels.
 * The map is absent where nothing is reconstructed.
 */
public final class SeriesEncoder {
  private final Dense input;
  private final Tensor positions;
  private final TransformerStack layers;
  private final Dense outputOrNull;
  private final float scale;

  /**
   * @param parameters place of the encoder
   * @param reconstructs whether series are reconstructed from the states
   */
  public SeriesEncoder(ParameterBuilder parameters, SeriesConfig config, boolean reconstructs) {
    int d = config.encoder().hidden();
    input = new Dense(parameters.at("project_inp"), config.channels(), d, LinearInit.DEFAULT);
    positions =
        parameters.sequencePositions("pos_enc.pe", Initializer.uniform(0.02), config.maxSteps(), d);
    layers =
        new TransformerStack(
            parameters.at("transformer_encoder.layers"), config.encoder(), BlockStyle.TORCH);
    outputOrNull =
        reconstructs
            ? new Dense(parameters.at("output_layer"), d, config.channels(), LinearInit.DEFAULT)
            : null;
    scale = (float) Math.sqrt(d);
  }

  /** Whether steps need randomness in this pass. */
  public boolean needsKeys(Pass pass) {
    return layers.needsKeys(pass);
  }

  /**
   * @param values {@code [steps, channels]}
   * @return states {@code [steps, d]}
   */
  public Tensor apply(Pass pass, Tensor values, SeriesInput in) {
    Tape tape = pass.tape();
    Tensor position = Embedding.apply(tape, positions, in.position(), values.rows(), -1);
    Tensor x = Add.apply(tape, Scale.apply(tape, input.apply(pass, values), scale), position);
    x = layers.dropEmbeddings(pass, x, in.sequences());
    return layers.apply(pass, x, in.sequences(), null);
  }

  /**
   * @param states {@code [steps, d]}
   * @return {@code [steps, channels]}
   */
  public Tensor reconstruct(Pass pass, Tensor states) {
    return outputOrNull.apply(pass, Gelu.apply(pass.tape(), states));
  }
}
