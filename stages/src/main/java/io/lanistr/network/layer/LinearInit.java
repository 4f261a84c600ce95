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
  /** Width of the published encoders. */
  public static final int PUBLISHED_WIDTH = 768;

  /** PyTorch's default: both uniform in ±1/√in. */
  public static final LinearInit DEFAULT = new LinearInit(Initializer::fanIn, Initializer::fanIn);

  /** PyTorch's default weight without a bias to begin with. */
  public static final LinearInit DEFAULT_ZERO_BIAS =
      new LinearInit(Initializer::fanIn, in -> Initializer.constant(0f));

  /** BERT's and FLAVA's: normal with deviation 0.02; see {@link #deviation}. */
  public static final LinearInit NORMAL =
      new LinearInit(in -> Initializer.normal(deviation(in)), in -> Initializer.constant(0f));

  /** ViT's: the same, cut at ±2. */
  public static final LinearInit TRUNCATED_NORMAL =
      new LinearInit(
          in -> Initializer.truncatedNormal(deviation(in), 2), in -> Initializer.constant(0f));

  /** Query, key and value as one Glorot-uniform matrix of three times the width. */
  public static final LinearInit ATTENTION_INPUT =
      new LinearInit(in -> Initializer.xavierUniform(in, 3 * in), in -> Initializer.constant(0f));

  /**
   * The published 0.02 for maps of the published width or wider. Narrower maps start proportionally
   * larger: with 0.02 they would pass on next to nothing of their input, and a small network would
   * spend its training on growing its weights.
   *
   * @param in inputs of the map
   */
  public static double deviation(int in) {
    return 0.02 * Math.max(1, Math.sqrt((double) PUBLISHED_WIDTH / in));
  }
}
