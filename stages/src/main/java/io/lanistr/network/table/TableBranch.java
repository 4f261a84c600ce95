package io.lanistr.network.table;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.batch.TableItems;
import io.lanistr.network.branch.Branch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.branch.Normalization;
import io.lanistr.network.branch.Projection;
import io.lanistr.network.config.Compatibility;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.config.TableConfig;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.table.TabNetEncoder.Output;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Multiply;
import io.lanistr.tensor.ReconstructionLoss;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Matrix;
import io.lanistr.tensor.precise.Section;

/**
 * Table: TabNet, or a perceptron in its place, whose encoding goes into the fusion as one token,
 * and masked feature modelling. The masked and the unmasked table pass apart, as each has batch
 * statistics of its own.
 */
public final class TableBranch implements Branch {
  private final TableConfig config;
  private final Compatibility quirks;
  private final boolean frozen;
  private final CategoryEmbedding embedding;
  private final TabNetEncoder encoderOrNull;
  private final TabNetDecoder decoderOrNull;
  private final TableOverview overviewOrNull;
  private final Projection projection;
  private final Groups groups = new Groups();
  private final Section section = new Section();

  /**
   * @param parameters the root
   * @param frozen whether TabNet is frozen: then it normalises by running statistics in training,
   *     unless the compatibility setting says otherwise
   */
  public TableBranch(ParameterBuilder parameters, NetworkConfig network, boolean frozen) {
    config = network.table();
    quirks = network.compatibility();
    this.frozen = frozen;
    ParameterBuilder place = parameters.in(Part.TABLE).at("tabular_encoder");
    embedding = new CategoryEmbedding(place.at("embedder"), config);
    encoderOrNull = config.steps() == 0 ? null : new TabNetEncoder(place.at("encoder"), config);
    decoderOrNull =
        network.similarity() == null || network.lossWeights().table() == 0
            ? null
            : new TabNetDecoder(place.at("decoder"), config);
    overviewOrNull = config.overview() > 0 ? new TableOverview(place.at("overview"), config) : null;
    projection =
        new Projection(
            parameters,
            Part.TABLE,
            "tab",
            config.decision(),
            network.fusion().hidden(),
            Normalization.TOKEN);
  }

  @Override
  public TableItems items(Batch batch) {
    return batch.tables();
  }

  /** TabNet's own mode: batch statistics are for training, and for a frozen one only on request. */
  private TablePass start(Pass pass, boolean alwaysTraining) {
    section.start(pass.tape(), !frozen);
    boolean learns = pass.training() && (!frozen || quirks.frozenTableInTraining());
    return new TablePass(section, learns || alwaysTraining);
  }

  private Tensor embedded(Pass pass, TableItems tables) {
    int n = tables.count();
    Tensor features = Tensor.of(tables.features(), 0, n, config.columns());
    return embedding.apply(pass, features); // [n, embedded columns]
  }

  /** Runs before TabNet's section starts, so that its gradient is known when the section's is. */
  private Tensor overview(Pass pass, Tensor features) {
    return overviewOrNull == null ? null : overviewOrNull.apply(pass, features);
  }

  private Output decide(TablePass own, Matrix x, Matrix priorOrNull, Tensor overviewOrNull) {
    if (encoderOrNull == null) {
      return new Output(new Matrix[] {section.enter(overviewOrNull)}, new Matrix[0]);
    }
    Output output = encoderOrNull.apply(own, x, priorOrNull);
    return overviewOrNull == null ? output : output.plus(section, section.enter(overviewOrNull));
  }

  @Override
  public Tensor states(Pass pass, Batch batch) {
    groups.uniform(batch.tables(), 1, 1);
    Tensor x = embedded(pass, batch.tables());
    Tensor overview = overview(pass, x);
    Output output = decide(start(pass, false), section.enter(x), null, overview);
    Tensor encoding = section.leave(output.encoding(section));
    projection.trace(pass, "last_hidden_state", encoding, groups);
    if (pass.tracing() && encoderOrNull != null) {
      pass.trace("tab.m_loss", section.leave(output.maskEntropy(section, config.epsilon())));
    }
    return encoding;
  }

  @Override
  public Encoded project(Pass pass, Batch batch, Tensor states, int halves) {
    groups.uniform(batch.tables(), 1, halves);
    return projection.apply(pass, states, groups);
  }

  @Override
  public Encoded pretrain(Pass pass, Batch batch, LossTotals totals) {
    TableItems tables = batch.tables();
    groups.uniform(tables, 1, 2);
    Tensor x = embedded(pass, tables);
    pass.trace("tab.embedded", x);
    Tensor shown = shown(pass, tables);
    Tensor visible = Multiply.apply(pass.tape(), x, shown);
    Tensor overviewMasked = overview(pass, visible);
    Tensor overview = overview(pass, x);
    TablePass own = start(pass, false);
    Output masked = decide(own, section.enter(visible), section.enter(shown), overviewMasked);
    Matrix reconstructionOrNull =
        decoderOrNull == null ? null : decoderOrNull.apply(own, masked.decisions());
    Output unmasked = decide(own, section.enter(x), null, overview);
    Matrix unused =
        quirks.tableDecodesUnmasked() && decoderOrNull != null
            ? decoderOrNull.apply(own, unmasked.decisions())
            : null;
    Tensor loss =
        reconstructionOrNull == null
            ? null
            : loss(pass, section.leave(reconstructionOrNull), x, tables, totals);
    Tensor both =
        Rows.concat(
            pass.tape(),
            section.leave(masked.encoding(section)),
            section.leave(unmasked.encoding(section)));
    projection.trace(pass, "last_hidden_state", both, groups);
    if (pass.tracing() && unused != null) {
      // The official code computes this loss and throws it away.
      pass.trace(
          "tab.unmasked_loss",
          ReconstructionLoss.apply(
              pass.tape(), section.leave(unused), x, null, true, totals.tables()));
    }
    return projection.apply(pass, both, groups).withLoss(loss);
  }

  /** Runs TabNet for the sake of its batch statistics, on unmasked rows. */
  public void observe(Pass pass, Batch batch) {
    Tensor x = embedded(pass, batch.tables());
    Tensor overview = overview(pass, x);
    TablePass own = start(pass, true);
    Output output = decide(own, section.enter(x), null, overview);
    if (decoderOrNull != null) {
      decoderOrNull.apply(own, output.decisions());
    }
  }

  /** 1 for what is shown and 0 for what is hidden, {@code [n, embedded columns]}. */
  private Tensor shown(Pass pass, TableItems tables) {
    Tensor shown = pass.tape().allocate(tables.count(), config.embeddedColumns());
    for (int i = 0; i < shown.size(); i++) {
      shown.data()[shown.offset() + i] = tables.hidden()[i] ? 0f : 1f;
    }
    return shown;
  }

  private Tensor loss(
      Pass pass, Tensor reconstruction, Tensor x, TableItems tables, LossTotals totals) {
    return quirks.batchVarianceLoss()
        ? ReconstructionLoss.apply(
            pass.tape(), reconstruction, x, tables.hidden(), true, totals.tables())
        : FeatureLoss.apply(
            pass.tape(),
            reconstruction,
            x,
            embedding.errorWeights(),
            tables.hidden(),
            totals.tables());
  }
}
