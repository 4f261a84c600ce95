package io.lanistr.checkpoint;

import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Slot;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A text encoder of the BERT family: BERT (sentence encoders such as MiniLM among them) or
 * DistilBERT, with or without its head of masked language modelling.
 */
public final class TextCheckpoint {
  static final String ENCODER = "text_encoder.";
  static final String HEAD = "mlm_head.predictions.";
  private static final String WORDS = ENCODER + "embeddings.word_embeddings.weight";
  private static final String TYPES = ENCODER + "embeddings.token_type_embeddings.weight";

  /** DistilBERT's names within a layer, and BERT's. */
  private static final Map<String, String> DISTIL_LAYER =
      Map.of(
          "attention.q_lin.", "attention.self.query.",
          "attention.k_lin.", "attention.self.key.",
          "attention.v_lin.", "attention.self.value.",
          "attention.out_lin.", "attention.output.dense.",
          "sa_layer_norm.", "attention.output.LayerNorm.",
          "ffn.lin1.", "intermediate.dense.",
          "ffn.lin2.", "output.dense.",
          "output_layer_norm.", "output.LayerNorm.");

  private static final Map<String, String> DISTIL_HEAD =
      Map.of(
          "vocab_transform.", "transform.dense.",
          "vocab_layer_norm.", "transform.layer_norm.",
          "vocab_projector.weight", "decoder.weight",
          "vocab_projector.bias", "bias");

  private final CheckpointFolder folder;
  private final boolean distil;
  private final int vocabulary;
  private final int positions;
  private final int tokenTypes;
  private final int padId;
  private final TransformerConfig encoder;

  private TextCheckpoint(CheckpointFolder folder, CheckpointConfig config, boolean distil) {
    this.folder = folder;
    this.distil = distil;
    vocabulary = config.integer("vocab_size");
    positions = config.integer("max_position_embeddings");
    tokenTypes = distil ? 1 : config.integer("type_vocab_size", 2);
    padId = config.integer("pad_token_id", 0);
    encoder =
        new TransformerConfig(
            config.integer(distil ? "dim" : "hidden_size"),
            config.integer(distil ? "n_layers" : "num_hidden_layers"),
            config.integer(distil ? "n_heads" : "num_attention_heads"),
            config.integer(distil ? "hidden_dim" : "intermediate_size"),
            distil ? 1e-12f : config.number("layer_norm_eps", 1e-12f),
            0f);
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if it is no network that this project can run
   */
  public static TextCheckpoint open(CheckpointFolder folder) {
    CheckpointConfig config = folder.config();
    boolean distil = config.modelType().equals("distilbert");
    if (!distil && !config.modelType().equals("bert")) {
      throw new IllegalArgumentException(
          config.where()
              + ": 'model_type' is '"
              + config.modelType()
              + "'; text encoders can be of type bert or distilbert");
    }
    config.require(distil ? "activation" : "hidden_act", "gelu");
    if (!distil) {
      config.require("position_embedding_type", "absolute");
    }
    return new TextCheckpoint(folder, config, distil);
  }

  /** Number of token ids. */
  public int vocabulary() {
    return vocabulary;
  }

  /** Longest text in tokens. */
  public int positions() {
    return positions;
  }

  /** Id of the padding token. */
  public int padId() {
    return padId;
  }

  /** The folder. */
  public CheckpointFolder folder() {
    return folder;
  }

  /** The encoder that these weights need. */
  public TextConfig config(int clsId, int sepId, int maskId, float dropout) {
    return new TextConfig(
        vocabulary,
        positions,
        tokenTypes,
        padId,
        clsId,
        sepId,
        maskId,
        encoder.withDropout(dropout));
  }

  /** Fills the text encoder, and the head of masked language modelling where both have one. */
  public WeightReport load(Parameters parameters) {
    Set<String> needed = WeightLoader.below(parameters, ENCODER);
    if (distil) {
      // DistilBERT has no token types: theirs add nothing.
      Slot types = parameters.slot(TYPES);
      parameters.copyIn(TYPES, new float[types.size()], 0);
      needed.remove(TYPES);
    }
    WeightReport report =
        new WeightLoader(folder, distil ? this::distilBert : this::bert, WeightLoader.NONE)
            .load(parameters, needed);
    tieDecoder(parameters, report.loaded());
    return report;
  }

  /** A head whose decoder is not stored shares the word embeddings. */
  private static void tieDecoder(Parameters parameters, List<String> loaded) {
    String decoder = HEAD + "decoder.weight";
    if (loaded.contains(HEAD + "transform.dense.weight") && !loaded.contains(decoder)) {
      parameters.copyIn(decoder, parameters.copyOut(WORDS), 0);
    }
  }

  private String bert(String name) {
    String plain = name.replace("LayerNorm.gamma", "LayerNorm.weight");
    plain = plain.replace("LayerNorm.beta", "LayerNorm.bias");
    if (plain.startsWith("cls.predictions.")) {
      String head = WeightLoader.without(plain, "cls.predictions.");
      return head.equals("decoder.bias")
          ? HEAD + "bias"
          : HEAD + head.replace("transform.LayerNorm.", "transform.layer_norm.");
    }
    return ENCODER + WeightLoader.without(plain, "bert.");
  }

  private String distilBert(String name) {
    for (Map.Entry<String, String> entry : DISTIL_HEAD.entrySet()) {
      if (name.startsWith(entry.getKey())) {
        return HEAD + entry.getValue() + name.substring(entry.getKey().length());
      }
    }
    String plain = WeightLoader.without(name, "distilbert.");
    if (!plain.startsWith("transformer.layer.")) {
      return ENCODER + plain;
    }
    String rest = plain.substring("transformer.layer.".length());
    int dot = rest.indexOf('.') + 1;
    for (Map.Entry<String, String> entry : DISTIL_LAYER.entrySet()) {
      if (rest.startsWith(entry.getKey(), dot)) {
        String layer = rest.substring(0, dot) + entry.getValue();
        return ENCODER + "encoder.layer." + layer + rest.substring(dot + entry.getKey().length());
      }
    }
    return null;
  }
}
