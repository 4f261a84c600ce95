package io.lanistr.network.series;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.batch.SeriesItems;
import io.lanistr.network.branch.Branch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.branch.Normalization;
import io.lanistr.network.branch.Projection;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Tensor;

/** Time series: the transformer, of which all steps go into the fusion, and its reconstruction. */
public final class SeriesBranch implements Branch {
  private final SeriesEncoder encoder;
  private final Projection projection;
  private final SeriesInput input;
  private final Groups groups = new Groups();
  private final SeriesLoss loss = new SeriesLoss();

  /**
   * @param parameters the root
   */
  public SeriesBranch(ParameterBuilder parameters, NetworkConfig config) {
    encoder =
        new SeriesEncoder(parameters.in(Part.SERIES).at("timeseries_encoder"), config.series());
    projection =
        new Projection(
            parameters,
            "time_proj",
            "time",
            config.series().channels(),
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
  public Encoded encode(Pass pass, Batch batch) {
    return projection.apply(pass, output(pass, batch, false), groups);
  }

  @Override
  public Encoded pretrain(Pass pass, Batch batch, LossTotals totals) {
    Tensor output = output(pass, batch, true); // [2 x steps, channels]
    Encoded encoded = projection.apply(pass, output, groups);
    Tensor reconstruction = output.rowsView(0, output.rows() / 2);
    return encoded.withLoss(
        loss.apply(pass.tape(), reconstruction, batch.series(), totals.maskedValues()));
  }

  private Tensor output(Pass pass, Batch batch, boolean pretraining) {
    Tensor values = input.fill(pass.tape(), batch, pretraining, encoder.needsKeys(pass));
    groups.single(batch.series(), batch.series().starts(), pretraining ? 2 : 1);
    Tensor output = encoder.apply(pass.within("time."), values, input);
    projection.trace(pass, "output", output, groups);
    return output;
  }
}
