package io.lanistr.network.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.lanistr.network.config.ClassifierConfig;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.SeriesConfig;
import io.lanistr.network.config.SimilarityConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.config.TableConfig.MaskFunction;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The network's configuration from a case's config.json. */
final class GoldenConfig {
  private static final int PAD = 0;
  private static final int CLS = 101;
  private static final int SEP = 102;
  private static final int MASK = 103;

  private GoldenConfig() {}

  static TransformerConfig transformer(JsonNode node) {
    return new TransformerConfig(
        node.get("hidden_size").asInt(),
        node.get("num_hidden_layers").asInt(),
        node.get("num_attention_heads").asInt(),
        node.get("intermediate_size").asInt(),
        (float) node.get("layer_norm_eps").asDouble(),
        0f);
  }

  static TextConfig text(JsonNode bert) {
    return new TextConfig(
        bert.get("vocab_size").asInt(),
        bert.get("max_position_embeddings").asInt(),
        bert.get("type_vocab_size").asInt(),
        PAD,
        CLS,
        SEP,
        MASK,
        transformer(bert));
  }

  static ImageConfig image(JsonNode vit) {
    int size = vit.get("image_size").asInt();
    return new ImageConfig(
        vit.get("num_channels").asInt(),
        size,
        size,
        vit.get("patch_size").asInt(),
        transformer(vit));
  }

  static SeriesConfig series(JsonNode node) {
    return new SeriesConfig(
        node.get("feat_dim").asInt(),
        node.get("max_len").asInt(),
        new TransformerConfig(
            node.get("d_model").asInt(),
            node.get("num_layers").asInt(),
            node.get("n_heads").asInt(),
            node.get("dim_feedforward").asInt(),
            (float) node.get("layer_norm_eps").asDouble(),
            0f));
  }

  private static SeriesConfig series(JsonNode args, float eps) {
    return new SeriesConfig(
        args.get("timeseries_input_dim").asInt(),
        args.get("timeseries_max_seq_len").asInt(),
        new TransformerConfig(
            args.get("timeseries_embedding_dim").asInt(),
            args.get("timeseries_layers").asInt(),
            args.get("timeseries_n_heads").asInt(),
            args.get("timeseries_dim_feedforward").asInt(),
            eps,
            0f));
  }

  static TableConfig table(JsonNode tabnet) {
    List<Integer> cardinalities = new ArrayList<>();
    for (int c = 0; c < tabnet.get("input_dim").asInt(); c++) {
      cardinalities.add(0);
    }
    for (int i = 0; i < tabnet.get("cat_idxs").size(); i++) {
      int column = tabnet.get("cat_idxs").get(i).asInt();
      cardinalities.set(column, tabnet.get("cat_dims").get(i).asInt());
    }
    return new TableConfig(
        cardinalities,
        tabnet.get("cat_emb_dim").asInt(),
        tabnet.get("n_d").asInt(),
        tabnet.get("n_a").asInt(),
        tabnet.get("n_steps").asInt(),
        (float) tabnet.get("gamma").asDouble(),
        tabnet.get("n_independent").asInt(),
        tabnet.get("n_shared").asInt(),
        tabnet.path("n_indep_decoder").asInt(1),
        tabnet.path("n_shared_decoder").asInt(1),
        tabnet.get("mask_type").asText().equals("softmax")
            ? MaskFunction.SOFTMAX
            : MaskFunction.SPARSEMAX,
        tabnet.get("virtual_batch_size").asInt(),
        (float) tabnet.get("momentum").asDouble(),
        (float) tabnet.get("epsilon").asDouble(),
        (float) tabnet.get("bn_eps").asDouble(),
        0);
  }

  /** Network of a full-model case. */
  static NetworkConfig network(JsonNode config) {
    JsonNode args = config.get("args");
    boolean pretraining = args.get("task").asText().equals("pretrain");
    // The commit before several texts and images a row normalised text over its features.
    boolean single = config.path("code_version").asText().contains("5eddea0");
    return new NetworkConfig(
        args.get("text").asBoolean() ? text(config.get("bert")) : null,
        args.get("image").asBoolean() ? image(config.get("vit")) : null,
        args.get("time").asBoolean()
            ? series(args, (float) config.get("time_layer_norm_eps").asDouble())
            : null,
        args.get("tab").asBoolean() ? table(config.get("tabnet")) : null,
        transformer(config.get("flava")),
        pretraining
            ? new SimilarityConfig(
                args.get("mm_hidden_dim").asInt(),
                args.get("mm_output_dim").asInt(),
                args.get("predictor_hidden_dim").asInt(),
                false)
            : null,
        pretraining
            ? null
            : new ClassifierConfig(
                args.get("classifier_hidden_dim").asInt(), args.get("num_classes").asInt(), 0f),
        new LossWeights(
            (float) args.get("lambda_mlm").asDouble(),
            (float) args.get("lambda_mim").asDouble(),
            (float) args.get("lambda_mtm").asDouble(),
            (float) args.get("lambda_mfm").asDouble(),
            1f), // the official code never uses lambda_mmm
        single ? Compatibility.OFFICIAL_SINGLE_ITEM : Compatibility.OFFICIAL);
  }

  /** Parts that a full-model case does not train. */
  static Set<Part> frozen(JsonNode config) {
    JsonNode args = config.get("args");
    Set<Part> frozen = EnumSet.noneOf(Part.class);
    add(frozen, Part.TEXT, args.get("text_encoder_trainable"));
    add(frozen, Part.IMAGE, args.get("image_encoder_trainable"));
    add(frozen, Part.TABLE, args.get("tabular_encoder_trainable"));
    add(frozen, Part.SERIES, args.get("timeseries_encoder_trainable"));
    add(frozen, Part.FUSION, args.get("mm_encoder_trainable"));
    return frozen;
  }

  private static void add(Set<Part> frozen, Part part, JsonNode trainable) {
    if (!trainable.asBoolean()) {
      frozen.add(part);
    }
  }
}
