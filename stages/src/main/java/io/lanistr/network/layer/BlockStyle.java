package io.lanistr.network.layer;

import java.util.List;

/**
 * What distinguishes the transformer layers of the official encoders: where they normalise, what
 * they call their parameters, how these start.
 *
 * @param normFirst normalise the input of a sub-layer rather than the sum after it
 * @param inputWeights names of query, key and value matrices, or of the one that holds all three
 */
public record BlockStyle(
    boolean normFirst,
    List<String> inputWeights,
    List<String> inputBiases,
    String attentionOutput,
    String attentionNorm,
    String up,
    String down,
    String feedForwardNorm,
    LinearInit inputInit,
    LinearInit attentionOutputInit,
    LinearInit feedForwardInit) {

  /** BERT: normalises after the sum. */
  public static final BlockStyle BERT =
      huggingFace(
          false,
          "attention.self.",
          "attention.output.LayerNorm",
          "output.LayerNorm",
          LinearInit.NORMAL);

  /** ViT: normalises before the sub-layer. */
  public static final BlockStyle VIT =
      huggingFace(
          true,
          "attention.attention.",
          "layernorm_before",
          "layernorm_after",
          LinearInit.TRUNCATED_NORMAL);

  /** FLAVA's multimodal encoder: as ViT with BERT's start. */
  public static final BlockStyle FLAVA =
      huggingFace(
          true, "attention.attention.", "layernorm_before", "layernorm_after", LinearInit.NORMAL);

  /** PyTorch's own TransformerEncoderLayer, which normalises after the sum. */
  public static final BlockStyle TORCH =
      new BlockStyle(
          false,
          List.of("self_attn.in_proj_weight"),
          List.of("self_attn.in_proj_bias"),
          "self_attn.out_proj",
          "norm1",
          "linear1",
          "linear2",
          "norm2",
          LinearInit.ATTENTION_INPUT,
          LinearInit.DEFAULT_ZERO_BIAS,
          LinearInit.DEFAULT);

  private static BlockStyle huggingFace(
      boolean normFirst, String attention, String firstNorm, String secondNorm, LinearInit init) {
    List<String> parts = List.of("query", "key", "value");
    return new BlockStyle(
        normFirst,
        parts.stream().map(part -> attention + part + ".weight").toList(),
        parts.stream().map(part -> attention + part + ".bias").toList(),
        "attention.output.dense",
        firstNorm,
        "intermediate.dense",
        "output.dense",
        secondNorm,
        init,
        init,
        init);
  }
}
