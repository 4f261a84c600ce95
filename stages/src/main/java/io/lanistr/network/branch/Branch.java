package io.lanistr.network.branch;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Items;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.layer.Pass;

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
  Encoded encode(Pass pass, Batch batch);
}
