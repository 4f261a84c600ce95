package io.lanistr.network.branch;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.config.EncodedConfig;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Tensor;

/** A modality whose encoder is kept elsewhere: the batch brings its states, which are constants. */
public final class EncodedBranch implements Branch {
  private final Part part;
  private final Projection projection;
  private final Groups groups = new Groups();

  /**
   * @param parameters the root
   * @param width of the projection
   */
  public EncodedBranch(ParameterBuilder parameters, EncodedConfig config, int width) {
    part = config.part();
    projection =
        new Projection(parameters, part, "encoded", config.width(), width, Normalization.TOKEN);
  }

  @Override
  public EncodedItems items(Batch batch) {
    return batch.encoded(part);
  }

  @Override
  public Tensor states(Pass pass, Batch batch) {
    EncodedItems items = items(batch);
    return Tensor.of(items.states(), 0, items.tokenCount(), items.width());
  }

  @Override
  public Encoded project(Pass pass, Batch batch, Tensor states, int halves) {
    EncodedItems items = items(batch);
    if (items.atMostOnePerRow()) {
      groups.single(items, items.starts(), halves);
    } else {
      // Several items of a row are averaged, so they have equally many states.
      groups.uniform(items, items.tokenCount() / items.count(), halves);
    }
    return projection.apply(pass, states, groups);
  }

  @Override
  public Encoded pretrain(Pass pass, Batch batch, LossTotals totals) {
    throw new IllegalStateException("the states of an encoder elsewhere can't be masked");
  }
}
