package io.lanistr.network;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.batch.Items;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.branch.Branch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.EncodedBranch;
import io.lanistr.network.config.EncodedConfig;
import io.lanistr.network.config.LossWeights;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.image.ImageBranch;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.series.SeriesBranch;
import io.lanistr.network.table.TableBranch;
import io.lanistr.network.text.TextBranch;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The modalities' branches in the order of their tokens: text, image, table, time series. */
final class Backbone {

  /**
   * A branch and the weight of its loss.
   *
   * @param fixed whether its encoder is frozen: then its states are constants, without dropout and
   *     masks, and there is no loss
   */
  private record Weighted(Branch branch, LossTerm term, float weight, boolean fixed) {}

  private final List<Weighted> branches = new ArrayList<>();
  private TableBranch table;

  Backbone(ParameterBuilder parameters, NetworkConfig config, Set<Part> frozen) {
    LossWeights weights = config.lossWeights();
    // The official code runs frozen encoders as if they were trained.
    Set<Part> fixed = config.compatibility().frozenTableInTraining() ? Set.of() : frozen;
    Map<Part, EncodedConfig> elsewhere = new EnumMap<>(Part.class);
    config.encoded().forEach(encoded -> elsewhere.put(encoded.part(), encoded));
    for (Part part : List.of(Part.TEXT, Part.IMAGE, Part.TABLE, Part.SERIES)) {
      Branch branch;
      if (elsewhere.containsKey(part)) {
        branch = new EncodedBranch(parameters, elsewhere.get(part), config.fusion().hidden());
      } else if (config.encodes(part)) {
        branch = branch(part, parameters, config, frozen);
      } else {
        continue;
      }
      boolean isFixed = elsewhere.containsKey(part) || fixed.contains(part);
      branches.add(new Weighted(branch, term(part), weight(part, weights), isFixed));
    }
  }

  private Branch branch(
      Part part, ParameterBuilder parameters, NetworkConfig config, Set<Part> frozen) {
    return switch (part) {
      case TEXT -> new TextBranch(parameters, config);
      case IMAGE -> new ImageBranch(parameters, config);
      case SERIES -> new SeriesBranch(parameters, config);
      case TABLE -> {
        table = new TableBranch(parameters, config, frozen.contains(Part.TABLE));
        yield table;
      }
      case PROJECTIONS, FUSION, HEADS ->
          throw new IllegalArgumentException(part + " is no encoder");
    };
  }

  private static LossTerm term(Part part) {
    return switch (part) {
      case TEXT -> LossTerm.TEXT;
      case IMAGE -> LossTerm.IMAGE;
      case SERIES -> LossTerm.SERIES;
      case TABLE -> LossTerm.TABLE;
      case PROJECTIONS, FUSION, HEADS ->
          throw new IllegalArgumentException(part + " is no encoder");
    };
  }

  private static float weight(Part part, LossWeights weights) {
    return switch (part) {
      case TEXT -> weights.text();
      case IMAGE -> weights.image();
      case SERIES -> weights.series();
      case TABLE -> weights.table();
      case PROJECTIONS, FUSION, HEADS ->
          throw new IllegalArgumentException(part + " is no encoder");
    };
  }

  /** Encodes what the batch has, masked and unmasked, and hands the losses to {@code losses}. */
  List<Encoded> pretrain(Pass pass, Batch batch, LossTotals totals, StepLosses losses) {
    List<Encoded> encoded = new ArrayList<>(branches.size());
    for (Weighted w : branches) {
      if (w.branch().items(batch).count() > 0) {
        Encoded one;
        if (w.fixed()) {
          Tensor states = constants(pass, batch, w.branch());
          Tensor twice = Rows.concat(pass.tape(), states, states);
          one = w.branch().project(pass, batch, twice, 2);
        } else {
          one = w.branch().pretrain(pass, batch, totals);
        }
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
        encoded.add(
            w.fixed()
                ? w.branch().project(pass, batch, constants(pass, batch, w.branch()), 1)
                : w.branch().encode(pass, batch));
      }
    }
    return encoded;
  }

  /** An encoder's states, without dropout and gradient. */
  private static Tensor constants(Pass pass, Batch batch, Branch branch) {
    boolean recording = pass.tape().recording();
    pass.tape().recording(false);
    Tensor states = branch.states(pass.training(false), batch);
    pass.tape().recording(recording);
    return states;
  }

  /**
   * An encoder's states of a batch.
   *
   * @param target receives them, item after item
   */
  void states(Pass pass, Batch batch, Part part, EncodedItems target) {
    for (Weighted w : branches) {
      if (w.term() == term(part) && w.branch().items(batch).count() > 0) {
        Items items = w.branch().items(batch);
        Tensor states = constants(pass, batch, w.branch());
        int[] starts = part == Part.SERIES ? batch.series().starts() : null;
        boolean perToken = starts != null && states.rows() == starts[items.count()];
        int from = states.offset();
        for (int i = 0; i < items.count(); i++) {
          int tokens = perToken ? starts[i + 1] - starts[i] : states.rows() / items.count();
          int at = target.add(items.row()[i], tokens);
          System.arraycopy(states.data(), from, target.states(), at, tokens * states.cols());
          from += tokens * states.cols();
        }
      }
    }
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
