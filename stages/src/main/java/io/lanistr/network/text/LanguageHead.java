package io.lanistr.network.text;

import io.lanistr.network.config.TextConfig;
import io.lanistr.network.layer.Dense;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Norm;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Gelu;
import io.lanistr.tensor.Linear;
import io.lanistr.tensor.Tensor;

/** BERT's head of masked language modelling; its decoder is not tied to the word embeddings. */
public final class LanguageHead {
  private final Dense dense;
  private final Norm norm;
  private final Tensor decoder;
  private final Tensor bias;

  /**
   * @param parameters place of the head
   */
  public LanguageHead(ParameterBuilder parameters, TextConfig config) {
    int d = config.encoder().hidden();
    ParameterBuilder predictions = parameters.at("predictions");
    bias = predictions.vector("bias", SlotKind.BIAS, Initializer.constant(0f), config.vocabulary());
    dense = new Dense(predictions.at("transform.dense"), d, d, LinearInit.DEFAULT);
    norm = new Norm(predictions.at("transform.layer_norm"), d, config.encoder().layerNormEps());
    decoder =
        predictions.declare(
            "decoder.weight", SlotKind.WEIGHT, Initializer.fanIn(d), config.vocabulary(), d);
    predictions.alias("decoder.bias", predictions.fullName("bias"));
  }

  /**
   * @param hidden {@code [n, hidden]}
   * @return logits {@code [n, vocabulary]}
   */
  public Tensor apply(Pass pass, Tensor hidden) {
    Tensor x = norm.apply(pass, Gelu.apply(pass.tape(), dense.apply(pass, hidden)));
    return Linear.apply(pass.tape(), x, decoder, bias);
  }
}
