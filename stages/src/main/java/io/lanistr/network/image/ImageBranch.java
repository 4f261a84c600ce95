package io.lanistr.network.image;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.ImageItems;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.branch.Branch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.branch.Normalization;
import io.lanistr.network.branch.Projection;
import io.lanistr.network.config.FusionTokens;
import io.lanistr.network.config.ImageConfig;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;

/** Images: ViT, of which all tokens or CLS alone go into the fusion, and masked image modelling. */
public final class ImageBranch implements Branch {
  private final ImageConfig config;
  private final boolean summary;
  private final ImageEncoder encoder;
  private final Projection projection;
  private final PixelHead headOrNull;
  private final ImageInput input = new ImageInput();
  private final Groups groups = new Groups();

  /**
   * @param parameters the root
   */
  public ImageBranch(ParameterBuilder parameters, NetworkConfig network) {
    config = network.image();
    summary = network.tokens() == FusionTokens.SUMMARY;
    boolean pretrains = network.similarity() != null;
    encoder = new ImageEncoder(parameters.in(Part.IMAGE).at("image_encoder"), config, pretrains);
    projection =
        new Projection(
            parameters,
            Part.IMAGE,
            "image",
            config.encoder().hidden(),
            network.fusion().hidden(),
            network.compatibility().sequenceNormalization()
                ? Normalization.SEQUENCE
                : Normalization.TOKEN);
    headOrNull =
        pretrains && network.lossWeights().image() > 0
            ? new PixelHead(parameters.in(Part.HEADS).at("mim_head"), config)
            : null;
  }

  @Override
  public ImageItems items(Batch batch) {
    return batch.images();
  }

  @Override
  public Tensor states(Pass pass, Batch batch) {
    return seen(pass, hidden(pass, patches(pass, batch), batch, false), batch, 1);
  }

  @Override
  public Encoded project(Pass pass, Batch batch, Tensor states, int halves) {
    groups.uniform(batch.images(), summary ? 1 : 1 + config.patches(), halves);
    return projection.apply(pass, states, groups);
  }

  @Override
  public Encoded pretrain(Pass pass, Batch batch, LossTotals totals) {
    Tensor patches = patches(pass, batch);
    Tensor hidden = hidden(pass, patches, batch, true); // [2 x images x (1 + patches), d]
    Tensor masked = hidden.rowsView(0, hidden.rows() / 2);
    Encoded encoded = project(pass, batch, seen(pass, hidden, batch, 2), 2);
    if (headOrNull == null) {
      return encoded;
    }
    Tensor loss =
        headOrNull.loss(pass, masked, patches, batch.images().masked(), totals.maskedPatches());
    if (pass.tracing()) {
      boolean recording = pass.tape().recording();
      pass.tape().recording(false);
      pass.trace("mim.reconstruction", headOrNull.reconstruct(pass, masked));
      pass.tape().recording(recording);
    }
    return encoded.withLoss(loss);
  }

  /** What of the states the fusion sees. */
  private Tensor seen(Pass pass, Tensor hidden, Batch batch, int halves) {
    return summary
        ? Rows.gather(pass.tape(), hidden, input.cls(), halves * batch.images().count())
        : hidden;
  }

  private Tensor patches(Pass pass, Batch batch) {
    return Patches.cut(pass.tape(), batch.images().pixels(), batch.images().count(), config);
  }

  private Tensor hidden(Pass pass, Tensor patches, Batch batch, boolean pretraining) {
    input.fill(batch, config.overview(), pretraining, encoder.needsKeys(pass));
    groups.uniform(batch.images(), 1 + config.patches(), pretraining ? 2 : 1);
    Tensor overview =
        config.overview() ? Overview.of(pass.tape(), batch.images(), config, pretraining) : null;
    Tensor hidden = encoder.apply(pass.within("image."), patches, overview, input);
    projection.trace(pass, "last_hidden_state", hidden, groups);
    return hidden;
  }
}
