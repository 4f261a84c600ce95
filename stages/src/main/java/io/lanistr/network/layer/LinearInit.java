package io.lanistr.network.layer;

import io.lanistr.network.weights.Initializer;
import java.util.function.IntFunction;

/**
 * How a linear map starts, given the width of its input.
 *
 * @param weight of the matrix
 * @param bias of the bias
 */
public record LinearInit(IntFunction<Initializer> weight, IntFunction<Initializer> bias) {
  /** PyTorch's default: both uniform in ±1/√in. */
  public static final LinearInit DEFAULT = new LinearInit(Initializer::fanIn, Initializer::fanIn);

  /** PyTorch's default weight without a bias to begin with. */
  public static final LinearInit DEFAULT_ZERO_BIAS =
      new LinearInit(Initializer::fanIn, in -> Initializer.constant(0f));

  /** BERT's and FLAVA's: normal with deviation 0.02. */
  public static final LinearInit NORMAL =
      new LinearInit(in -> Initializer.normal(0.02), in -> Initializer.constant(0f));

  /** ViT's: the same, cut at ±2. */
  public static final LinearInit TRUNCATED_NORMAL =
      new LinearInit(in -> Initializer.truncatedNormal(0.02, 2), in -> Initializer.constant(0f));

  /** Query, key and value as one Glorot-uniform matrix of three times the width. */
  public static final LinearInit ATTENTION_INPUT =
      new LinearInit(in -> Initializer.xavierUniform(in, 3 * in), in -> Initializer.constant(0f));
}
