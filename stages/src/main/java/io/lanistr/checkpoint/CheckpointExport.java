package io.lanistr.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.TextConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.SafetensorsWriter;
import io.lanistr.network.weights.Slot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A part of a network as a Hugging Face checkpoint: {@code config.json} and {@code
 * model.safetensors}, as Python's transformers read them, and as this package does.
 */
public final class CheckpointExport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode config = JSON.createObjectNode();
  private final SafetensorsWriter weights = new SafetensorsWriter().metadata("format", "pt");

  private CheckpointExport() {}

  /**
   * A text encoder as {@code BertForMaskedLM} if the network has that head, else as {@code
   * BertModel} (without its pooler, which LANISTR has none of: {@code add_pooling_layer=False}).
   */
  public static CheckpointExport text(Parameters parameters, TextConfig text) {
    boolean head = !WeightLoader.below(parameters, TextCheckpoint.HEAD).isEmpty();
    CheckpointExport export = new CheckpointExport();
    export.describe("bert", head ? "BertForMaskedLM" : "BertModel", text.encoder());
    export
        .config
        .put("vocab_size", text.vocabulary())
        .put("max_position_embeddings", text.maxPositions())
        .put("type_vocab_size", text.tokenTypes())
        .put("pad_token_id", text.padId())
        .put("tie_word_embeddings", false);
    export.add(parameters, TextCheckpoint.ENCODER, head ? "bert." : "");
    if (head) {
      export.add(parameters, TextCheckpoint.HEAD, "cls.predictions.");
      // Transformers ties this to the bias only where it ties the decoder to the embeddings too.
      Slot bias = parameters.slot(TextCheckpoint.HEAD + "bias");
      export.weights.add(
          "cls.predictions.decoder.bias",
          bias.shape(),
          parameters.values(bias),
          parameters.start(bias));
    }
    return export;
  }

  /**
   * An image encoder as {@code ViTModel} (without its pooler: {@code add_pooling_layer=False}).
   *
   * @throws IllegalArgumentException if the encoder sees an overview of the picture, which ViT
   *     doesn't
   */
  public static CheckpointExport image(Parameters parameters, ImageConfig image) {
    if (image.overview()) {
      throw new IllegalArgumentException(
          "an image encoder with imageOverview=true has no counterpart among Hugging Face's models;"
              + " the model's own weights.safetensors holds all its tensors by name");
    }
    CheckpointExport export = new CheckpointExport();
    export.describe("vit", "ViTModel", image.encoder());
    export
        .config
        .put("num_channels", image.channels())
        .put("patch_size", image.patch())
        .put("qkv_bias", true);
    if (image.height() == image.width()) {
      export.config.put("image_size", image.height());
    } else {
      export.config.putArray("image_size").add(image.height()).add(image.width());
    }
    export.add(parameters, ImageCheckpoint.ENCODER, "");
    return export;
  }

  /** A fusion as {@code FlavaMultimodalModel} (without its pooler). */
  public static CheckpointExport fusion(Parameters parameters, TransformerConfig fusion) {
    CheckpointExport export = new CheckpointExport();
    export.describe("flava_multimodal_model", "FlavaMultimodalModel", fusion);
    export.config.put("use_cls_token", true).put("qkv_bias", true);
    export.add(parameters, FusionCheckpoint.FUSION, "");
    return export;
  }

  private void describe(String type, String architecture, TransformerConfig encoder) {
    config.putArray("architectures").add(architecture);
    config
        .put("model_type", type)
        .put("hidden_size", encoder.hidden())
        .put("num_hidden_layers", encoder.layers())
        .put("num_attention_heads", encoder.heads())
        .put("intermediate_size", encoder.feedForward())
        .put("hidden_act", "gelu")
        .put("layer_norm_eps", encoder.layerNormEps())
        .put("hidden_dropout_prob", encoder.dropout())
        .put("attention_probs_dropout_prob", encoder.dropout());
  }

  private void add(Parameters parameters, String place, String prefix) {
    for (Slot slot : parameters.slots()) {
      if (slot.name().startsWith(place) && !slot.name().equals(ImageCheckpoint.MASK_TOKEN)) {
        String name = slot.name().substring(place.length());
        if (place.equals(TextCheckpoint.HEAD)) {
          name = name.replace("transform.layer_norm.", "transform.LayerNorm.");
        }
        weights.add(prefix + name, slot.shape(), parameters.values(slot), parameters.start(slot));
      }
    }
  }

  /**
   * Writes the checkpoint: aside first, then under its name, so that a failure leaves nothing half
   * done there.
   *
   * @param folder on any Hadoop file system; must not exist
   * @throws IOException if it exists or can't be written
   */
  public void write(String folder, Configuration hadoop) throws IOException {
    Path target = new Path(folder);
    FileSystem files = target.getFileSystem(hadoop);
    if (files.exists(target)) {
      throw new IOException(folder + " exists already; delete it, or name another folder");
    }
    Path aside = target.suffix(".writing-" + UUID.randomUUID());
    try {
      byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(config);
      try (OutputStream out = files.create(new Path(aside, CheckpointFolder.CONFIG), false)) {
        out.write(json);
      }
      try (OutputStream out = files.create(new Path(aside, CheckpointFolder.WEIGHTS), false)) {
        weights.writeTo(out);
      }
      if (!files.rename(aside, target)) {
        throw new IOException("can't give " + aside + " the name " + folder);
      }
    } finally {
      files.delete(aside, true);
    }
  }
}
