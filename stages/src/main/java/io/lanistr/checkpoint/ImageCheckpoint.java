package io.lanistr.checkpoint;

import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.TransformerConfig;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Slot;
import io.lanistr.network.weights.TensorInfo;
import java.util.Set;

/**
 * An image encoder: ViT (Dosovitskiy et al., arXiv:2010.11929) or DeiT, whose distillation token is
 * left out. Positions of another image size are interpolated.
 */
public final class ImageCheckpoint {
  static final String ENCODER = "image_encoder.";
  static final String MASK_TOKEN = ENCODER + "embeddings.mask_token";
  private static final String POSITIONS = ENCODER + "embeddings.position_embeddings";

  private final CheckpointFolder folder;
  private final boolean distilled;
  private final int channels;
  private final int patch;
  private final int grid;
  private final TransformerConfig encoder;

  private ImageCheckpoint(CheckpointFolder folder, CheckpointConfig config, boolean distilled) {
    this.folder = folder;
    this.distilled = distilled;
    channels = config.integer("num_channels", 3);
    patch = config.integer("patch_size");
    grid = config.integer("image_size") / patch;
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
  public static ImageCheckpoint open(CheckpointFolder folder) {
    CheckpointConfig config = folder.config();
    boolean distilled = config.modelType().equals("deit");
    if (!distilled && !config.modelType().equals("vit")) {
      throw new IllegalArgumentException(
          config.where()
              + ": 'model_type' is '"
              + config.modelType()
              + "'; image encoders can be of type vit or deit");
    }
    config.require("hidden_act", "gelu");
    return new ImageCheckpoint(folder, config, distilled);
  }

  /** The folder. */
  public CheckpointFolder folder() {
    return folder;
  }

  /**
   * The encoder that these weights need for images of some sides.
   *
   * @throws IllegalArgumentException if they are no multiples of the checkpoint's patch, or the
   *     images have another number of channels
   */
  public ImageConfig config(
      int imageChannels, int height, int width, boolean overview, float dropout) {
    if (imageChannels != channels) {
      throw new IllegalArgumentException(
          folder + " takes images of " + channels + " channels, these have " + imageChannels);
    }
    if (height % patch != 0 || width % patch != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s cuts images into patches of %d x %d pixels, which do not tile %d x %d; resize the"
                  + " images",
              folder, patch, patch, height, width));
    }
    return new ImageConfig(channels, height, width, patch, overview, encoder.withDropout(dropout));
  }

  /** Fills the image encoder. */
  public WeightReport load(Parameters parameters, ImageConfig config) {
    Set<String> needed = WeightLoader.below(parameters, ENCODER);
    // Not part of ViT; they keep their initial values where the checkpoint has none.
    needed.remove(MASK_TOKEN);
    needed.remove(ENCODER + "embeddings.overview.weight");
    return new WeightLoader(
            folder,
            ImageCheckpoint::renamed,
            (slot, tensor, values) -> adapt(config, slot, tensor, values))
        .load(parameters, needed);
  }

  private static String renamed(String name) {
    return ENCODER + WeightLoader.without(WeightLoader.without(name, "vit."), "deit.");
  }

  /** Positions of another grid, without that of DeiT's distillation token. */
  private float[] adapt(ImageConfig config, Slot slot, TensorInfo tensor, float[] values) {
    int width = encoder.hidden();
    int tokens = distilled ? 2 : 1;
    if (!slot.name().equals(POSITIONS)
        || config.encoder().hidden() != width
        || values.length != (tokens + grid * grid) * width
        || tensor.shape().get(tensor.shape().size() - 1) != width) {
      return null;
    }
    float[] patches =
        PositionGrid.resize(
            values,
            tokens * width,
            grid,
            grid,
            config.height() / patch,
            config.width() / patch,
            width);
    float[] all = new float[width + patches.length];
    System.arraycopy(values, 0, all, 0, width);
    System.arraycopy(patches, 0, all, width, patches.length);
    return all;
  }
}
