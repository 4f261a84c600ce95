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
import io.lanistr.tensor.Add;
import io.lanistr.tensor.Multiply;
import io.lanistr.tensor.ReconstructionLoss;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;

/**
 * Table: TabNet, whose encoding goes into the fusion as one token, and masked feature modelling.
 * The masked and the unmasked table pass apart, as each has batch statistics of its own.
 */
public final class TableBranch implements Branch {
  private final TableConfig config;
  private final Compatibility quirks;
  private final boolean frozen;
  private final CategoryEmbedding embedding;
  private final TabNetEncoder encoder;
  private final TabNetDecoder decoderOrNull;
  private final Projection projection;
  private final Groups groups = new Groups();

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
    encoder = new TabNetEncoder(place.at("encoder"), config);
    decoderOrNull =
        network.similarity() == null ? null : new TabNetDecoder(place.at("decoder"), config);
    projection =
        new Projection(
            parameters,
            "tabular_proj",
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
  private Pass own(Pass pass) {
    return pass.training(pass.training() && (!frozen || quirks.frozenTableInTraining()));
  }

  private Tensor embedded(Pass pass, TableItems tables) {
    int n = tables.count();
    Tensor features = Tensor.of(tables.features(), 0, n, config.columns());
    return embedding.apply(pass, features); // [n, embedded columns]
  }

  @Override
  public Encoded encode(Pass outer, Batch batch) {
    Pass pass = own(outer);
    groups.uniform(batch.tables(), 1, 1);
    Output output = encoder.apply(pass, embedded(pass, batch.tables()), null);
    Tensor encoding = sum(pass, output.decisions());
    projection.trace(pass, "last_hidden_state", encoding, groups);
    if (pass.tracing()) {
      pass.trace("tab.m_loss", MaskEntropy.apply(pass.tape(), output.masks(), config.epsilon()));
    }
    return projection.apply(pass, encoding, groups);
  }

  @Override
  public Encoded pretrain(Pass outer, Batch batch, LossTotals totals) {
    Pass pass = own(outer);
    TableItems tables = batch.tables();
    groups.uniform(tables, 1, 2);
    Tensor x = embedded(pass, tables);
    pass.trace("tab.embedded", x);
    Tensor shown = shown(pass, tables);
    Output masked = encoder.apply(pass, Multiply.apply(pass.tape(), x, shown), shown);
    Tensor reconstruction = decoderOrNull.apply(pass, masked.decisions());
    Tensor loss = loss(pass, reconstruction, x, tables, totals);
    Output unmasked = encoder.apply(pass, x, null);
    if (quirks.tableDecodesUnmasked()) {
      decodeUnmasked(pass, unmasked, x, totals);
    }
    Tensor both =
        Rows.concat(pass.tape(), sum(pass, masked.decisions()), sum(pass, unmasked.decisions()));
    projection.trace(pass, "last_hidden_state", both, groups);
    return projection.apply(pass, both, groups).withLoss(loss);
  }

  /** Runs TabNet for the sake of its batch statistics, on unmasked rows. */
  public void observe(Pass pass, Batch batch) {
    Output output = encoder.apply(pass, embedded(pass, batch.tables()), null);
    if (decoderOrNull != null) {
      decoderOrNull.apply(pass, output.decisions());
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

  /** The official code decodes the unmasked table too, and throws the loss away. */
  private void decodeUnmasked(Pass pass, Output unmasked, Tensor x, LossTotals totals) {
    boolean recording = pass.tape().recording();
    pass.tape().recording(false);
    Tensor reconstruction = decoderOrNull.apply(pass, unmasked.decisions());
    if (pass.tracing()) {
      pass.trace(
          "tab.unmasked_loss",
          ReconstructionLoss.apply(pass.tape(), reconstruction, x, null, true, totals.tables()));
    }
    pass.tape().recording(recording);
  }

  private static Tensor sum(Pass pass, Tensor[] decisions) {
    Tensor sum = decisions[0];
    for (int s = 1; s < decisions.length; s++) {
      sum = Add.apply(pass.tape(), sum, decisions[s]);
    }
    return sum;
  }
}
