package io.lanistr.network;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.branch.Branch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.image.ImageBranch;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.series.SeriesBranch;
import io.lanistr.network.table.TableBranch;
import io.lanistr.network.text.TextBranch;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The modalities' branches in the order of their tokens: text, image, table, time series. */
final class Backbone {

  /** A branch and the weight of its loss. */
  private record Weighted(Branch branch, LossTerm term, float weight) {}

  private final List<Weighted> branches = new ArrayList<>();
  private TableBranch table;

  Backbone(ParameterBuilder parameters, NetworkConfig config, Set<Part> frozen) {
    LossWeights weights = config.lossWeights();
    if (config.text() != null) {
      add(new TextBranch(parameters, config), LossTerm.TEXT, weights.text());
    }
    if (config.image() != null) {
      add(new ImageBranch(parameters, config), LossTerm.IMAGE, weights.image());
    }
    if (config.table() != null) {
      table = new TableBranch(parameters, config, frozen.contains(Part.TABLE));
      add(table, LossTerm.TABLE, weights.table());
    }
    if (config.series() != null) {
      add(new SeriesBranch(parameters, config), LossTerm.SERIES, weights.series());
    }
  }

  private void add(Branch branch, LossTerm term, float weight) {
    branches.add(new Weighted(branch, term, weight));
  }

  /** Encodes what the batch has, masked and unmasked, and hands the losses to {@code losses}. */
  List<Encoded> pretrain(Pass pass, Batch batch, LossTotals totals, StepLosses losses) {
    List<Encoded> encoded = new ArrayList<>(branches.size());
    for (Weighted w : branches) {
      if (w.branch().items(batch).count() > 0) {
        Encoded one = w.branch().pretrain(pass, batch, totals);
        losses.add(w.term(), one.lossOrNull(), w.weight());
        encoded.add(one);
      }
    }
    return encoded;
  }

  /** Encodes what the batch has, as it is. */
  List<Encoded> encode(Pass pass, Batch batch) {
    List<Encoded> encoded = new ArrayList<>(branches.size());
    for (Weighted w : branches) {
      if (w.branch().items(batch).count() > 0) {
        encoded.add(w.branch().encode(pass, batch));
      }
    }
    return encoded;
  }

  /**
   * Runs what has batch statistics over the batch.
   *
   * @return number of rows that moved them
   */
  long observe(Pass pass, Batch batch) {
    if (table == null || batch.tables().count() == 0) {
      return 0;
    }
    table.observe(pass, batch);
    return batch.tables().count();
  }
}
