package io.lanistr.network.series;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.batch.SeriesItems;
import io.lanistr.network.branch.Branch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.branch.Normalization;
import io.lanistr.network.branch.Projection;
import io.lanistr.network.config.FusionTokens;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Tensor;

/**
 * Time series: the transformer, whose states of all steps, or their average, go into the fusion,
 * and its reconstruction of hidden values. The official code lets the fusion see the reconstruction
 * instead, which leaves one number a channel of each step's state; that is a compatibility setting.
 */
public final class SeriesBranch implements Branch {
  private final boolean summary;
  private final boolean projectsReconstruction;
  private final boolean reconstructs;
  private final SeriesEncoder encoder;
  private final Projection projection;
  private final SeriesInput input;
  private final Groups groups = new Groups();
  private final SeriesLoss loss = new SeriesLoss();

  /**
   * @param parameters the root
   */
  public SeriesBranch(ParameterBuilder parameters, NetworkConfig config) {
    summary = config.tokens() == FusionTokens.SUMMARY;
    projectsReconstruction = config.compatibility().reconstructionTokens();
    reconstructs = config.similarity() != null && config.lossWeights().series() > 0;
    encoder =
        new SeriesEncoder(
            parameters.in(Part.SERIES).at("timeseries_encoder"),
            config.series(),
            projectsReconstruction || reconstructs);
    projection =
        new Projection(
            parameters,
            Part.SERIES,
            "time",
            projectsReconstruction
                ? config.series().channels()
                : config.series().encoder().hidden(),
            config.fusion().hidden(),
            config.compatibility().sequenceNormalization()
                ? Normalization.SEQUENCE
                : Normalization.TOKEN);
    input = new SeriesInput(config.series());
  }

  @Override
  public SeriesItems items(Batch batch) {
    return batch.series();
  }

  @Override
  public Tensor states(Pass pass, Batch batch) {
    Tensor states = states(pass, batch, false);
    Tensor output = projectsReconstruction ? encoder.reconstruct(pass, states) : states;
    return seen(pass, batch, output, 1);
  }

  @Override
  public Encoded project(Pass pass, Batch batch, Tensor states, int halves) {
    if (summary) {
      groups.uniform(batch.series(), 1, halves);
    } else {
      groups.single(batch.series(), batch.series().starts(), halves);
    }
    return projection.apply(pass, states, groups);
  }

  @Override
  public Encoded pretrain(Pass pass, Batch batch, LossTotals totals) {
    Tensor states = states(pass, batch, true); // [2 x steps, d], masked first
    Tensor output = projectsReconstruction ? encoder.reconstruct(pass, states) : states;
    Encoded encoded = project(pass, batch, seen(pass, batch, output, 2), 2);
    if (!reconstructs) {
      return encoded;
    }
    Tensor masked = output.rowsView(0, output.rows() / 2);
    Tensor reconstruction = projectsReconstruction ? masked : encoder.reconstruct(pass, masked);
    return encoded.withLoss(
        loss.apply(pass.tape(), reconstruction, batch.series(), totals.maskedValues()));
  }

  private Tensor states(Pass pass, Batch batch, boolean pretraining) {
    Tensor values = input.fill(pass.tape(), batch, pretraining, encoder.needsKeys(pass));
    return encoder.apply(pass.within("time."), values, input);
  }

  /** What of the states the fusion sees. */
  private Tensor seen(Pass pass, Batch batch, Tensor output, int halves) {
    groups.single(batch.series(), batch.series().starts(), halves);
    projection.trace(pass, "output", output, groups);
    return summary ? input.sequences().means(pass, output) : output;
  }
}
