package io.lanistr.network.branch;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Items;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.layer.Pass;
import io.lanistr.tensor.Tensor;

/** The way of one modality into the network: encoder, projection and loss of its own. */
public interface Branch {

  /** What the batch has of this modality. */
  Items items(Batch batch);

  /**
   * Encodes the masked and the unmasked items, of which there is at least one.
   *
   * @return tokens of both, and the loss of reconstructing what is masked
   */
  Encoded pretrain(Pass pass, Batch batch, LossTotals totals);

  /** Encodes the items, of which there is at least one, as they are. */
  default Encoded encode(Pass pass, Batch batch) {
    return project(pass, batch, states(pass, batch), 1);
  }

  /**
   * What the encoder makes of the items as they are: one state an item, or one a token.
   *
   * @return {@code [states, width of the encoder]}, item after item
   */
  Tensor states(Pass pass, Batch batch);

  /**
   * Brings states into the fusion.
   *
   * @param states of the last batch given to {@link #states} or {@link #pretrain}; of masked items
   *     first, if there are two halves
   */
  Encoded project(Pass pass, Batch batch, Tensor states, int halves);
}
