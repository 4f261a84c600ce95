package io.lanistr.checkpoint;

import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.Parameters;

/** FLAVA's multimodal encoder (Singh et al., arXiv:2112.04482), out of a whole FLAVA or alone. */
public final class FusionCheckpoint {
  static final String FUSION = "mm_fusion.";

  private final CheckpointFolder folder;
  private final TransformerConfig encoder;

  private FusionCheckpoint(CheckpointFolder folder, CheckpointConfig config) {
    this.folder = folder;
    encoder =
        new TransformerConfig(
            config.integer("hidden_size"),
            config.integer("num_hidden_layers"),
            config.integer("num_attention_heads"),
            config.integer("intermediate_size"),
            config.number("layer_norm_eps", 1e-12f),
            0f);
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if it is no network that this project can run
   */
  public static FusionCheckpoint open(CheckpointFolder folder) {
    CheckpointConfig config = folder.config();
    if (!config.modelType().startsWith("flava")) {
      throw new IllegalArgumentException(
          config.where()
              + ": 'model_type' is '"
              + config.modelType()
              + "'; the fusion can start from flava");
    }
    CheckpointConfig fusion = config.part("multimodal_config");
    fusion.require("hidden_act", "gelu");
    return new FusionCheckpoint(folder, fusion);
  }

  /** The folder. */
  public CheckpointFolder folder() {
    return folder;
  }

  /** The fusion that these weights need. */
  public TransformerConfig config(float dropout) {
    return encoder.withDropout(dropout);
  }

  /** Fills the fusion. */
  public WeightReport load(Parameters parameters) {
    return new WeightLoader(folder, FusionCheckpoint::renamed, WeightLoader.NONE)
        .load(parameters, WeightLoader.below(parameters, FUSION));
  }

  private static String renamed(String name) {
    String plain = WeightLoader.without(name, "flava.");
    if (plain.startsWith("multimodal_model.")) {
      return FUSION + WeightLoader.without(plain, "multimodal_model.");
    }
    boolean alone = plain.startsWith("encoder.") || plain.equals("cls_token");
    return alone || plain.startsWith("layernorm.") ? FUSION + plain : null;
  }
}
