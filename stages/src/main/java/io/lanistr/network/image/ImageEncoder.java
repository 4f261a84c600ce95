package io.lanistr.network.image;

import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.layer.BlockStyle;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Norm;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.TransformerStack;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.Add;
import io.lanistr.tensor.Embedding;
import io.lanistr.tensor.Linear;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;

/**
 * ViT without pooler (Dosovitskiy et al., arXiv:2010.11929): embedded patches behind a CLS token,
 * positions, transformer layers that normalise first, a final normalisation. Masked patches are
 * replaced by a learned token before positions are added (SimMIM: Xie et al., arXiv:2111.09886).
 * Where asked for, CLS starts from a linear embedding of the whole picture (see {@link Overview}).
 */
public final class ImageEncoder {
  private final Tensor[] sources;
  private final Tensor positions;
  private final Tensor overviewOrNull;
  private final Tensor patchWeight;
  private final Tensor patchBias;
  private final TransformerStack layers;
  private final Norm norm;

  /**
   * @param parameters place of the encoder
   * @param masks whether there is a mask token
   */
  public ImageEncoder(ParameterBuilder parameters, ImageConfig config, boolean masks) {
    int d = config.encoder().hidden();
    Initializer normal = Initializer.truncatedNormal(0.02, 2);
    ParameterBuilder embeddings = parameters.at("embeddings");
    Tensor cls = embeddings.token("cls_token", normal, d);
    Tensor mask = masks ? embeddings.token("mask_token", Initializer.constant(0f), d) : cls;
    sources = new Tensor[] {cls, null, mask};
    positions = embeddings.positions("position_embeddings", normal, 1 + config.patches(), d);
    patchWeight =
        embeddings.declare(
            "patch_embeddings.projection.weight",
            SlotKind.WEIGHT,
            Initializer.truncatedNormal(LinearInit.deviation(config.patchValues()), 2),
            d,
            config.channels(),
            config.patch(),
            config.patch());
    patchBias =
        embeddings.vector(
            "patch_embeddings.projection.bias", SlotKind.BIAS, Initializer.constant(0f), d);
    overviewOrNull =
        config.overview()
            ? embeddings.declare(
                "overview.weight", SlotKind.WEIGHT, normal, d, config.overviewValues())
            : null;
    layers = new TransformerStack(parameters.at("encoder.layer"), config.encoder(), BlockStyle.VIT);
    norm = new Norm(parameters.at("layernorm"), d, config.encoder().layerNormEps());
  }

  /** Whether tokens need randomness in this pass. */
  public boolean needsKeys(Pass pass) {
    return layers.needsKeys(pass);
  }

  /**
   * @param patches {@code [images x patches, values of a patch]}
   * @param overviews {@code [sequences, values of an overview]}, or null if there is none
   * @return {@code [T, hidden]}, T = sequences x (1 + patches)
   */
  public Tensor apply(Pass pass, Tensor patches, Tensor overviews, ImageInput input) {
    Tape tape = pass.tape();
    int n = input.sequences().tokens();
    Tensor[] parts = sources.clone();
    if (overviewOrNull != null) {
      Tensor cls = sources[ImageInput.CLS];
      parts[ImageInput.CLS] = Linear.apply(tape, overviews, overviewOrNull, cls);
    }
    parts[ImageInput.PATCH] = Linear.apply(tape, patches, patchWeight, patchBias);
    Tensor tokens = Rows.pack(tape, parts, input.source(), input.row(), n);
    Tensor x = Add.apply(tape, tokens, Embedding.apply(tape, positions, input.position(), n, -1));
    x = layers.dropEmbeddings(pass, x, input.sequences());
    return norm.apply(pass, layers.apply(pass, x, input.sequences(), null));
  }
}
