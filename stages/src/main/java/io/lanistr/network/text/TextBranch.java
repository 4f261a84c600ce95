package io.lanistr.network.text;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.Grow;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.batch.TextItems;
import io.lanistr.network.branch.Branch;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.branch.Groups;
import io.lanistr.network.branch.Normalization;
import io.lanistr.network.branch.Projection;
import io.lanistr.network.config.FusionTokens;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.Selection;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.CrossEntropy;
import io.lanistr.tensor.Rows;
import io.lanistr.tensor.Tensor;

/**
 * Text: BERT, of which the CLS token goes into the fusion, and masked language modelling. As a
 * summary, the average of all tokens goes there instead: masked language modelling teaches CLS
 * nothing.
 */
public final class TextBranch implements Branch {
  private final TextEncoder encoder;
  private final Projection projection;
  private final LanguageHead headOrNull;
  private final boolean allTokenLoss;
  private final boolean summary;
  private final TextInput input;
  private final Groups groups = new Groups();
  private final Selection cls = new Selection();
  private final Selection wanted = new Selection();
  private int[] targets = new int[0];

  /**
   * @param parameters the root
   */
  public TextBranch(ParameterBuilder parameters, NetworkConfig config) {
    encoder = new TextEncoder(parameters.in(Part.TEXT).at("text_encoder"), config.text());
    boolean perElement =
        config.compatibility().elementNormalization() && config.classifier() != null;
    projection =
        new Projection(
            parameters,
            Part.TEXT,
            "text",
            config.text().encoder().hidden(),
            config.fusion().hidden(),
            perElement ? Normalization.ELEMENT : Normalization.TOKEN);
    headOrNull =
        config.similarity() == null || config.lossWeights().text() == 0
            ? null
            : new LanguageHead(parameters.in(Part.HEADS).at("mlm_head"), config.text());
    summary = config.tokens() == FusionTokens.SUMMARY;
    allTokenLoss = config.compatibility().allTokenLoss();
    input = new TextInput(config.text());
  }

  @Override
  public TextItems items(Batch batch) {
    return batch.text();
  }

  @Override
  public Tensor states(Pass pass, Batch batch) {
    prepare(pass, batch, false);
    if (pass.tracing() || summary) {
      Tensor hidden = encoder.apply(pass.within("text."), input, null);
      projection.trace(pass, "last_hidden_state", hidden, groups);
      return embedding(pass, hidden);
    }
    return encoder.apply(pass, input, cls);
  }

  @Override
  public Encoded project(Pass pass, Batch batch, Tensor states, int halves) {
    groups.uniform(batch.text(), 1, halves);
    return projection.apply(pass, states, groups);
  }

  @Override
  public Encoded pretrain(Pass pass, Batch batch, LossTotals totals) {
    prepare(pass, batch, true);
    TextItems texts = batch.text();
    int half = texts.tokenCount();
    if (pass.tracing() || allTokenLoss || summary) {
      Tensor hidden = encoder.apply(pass.within("text."), input, null); // [2T, d]
      projection.trace(pass, "last_hidden_state", hidden, groups);
      Encoded encoded = projection.apply(pass, embedding(pass, hidden), groups);
      if (headOrNull == null) {
        return encoded;
      }
      Tensor loss =
          allTokenLoss
              ? allTokens(pass, hidden.rowsView(0, half), texts, totals)
              : maskedTokens(pass, maskedStates(pass, hidden), totals);
      traceLogits(pass, hidden.rowsView(0, half));
      return encoded.withLoss(loss);
    }
    // The last layer computes only what is used: the CLS tokens, then the masked tokens.
    Tensor states = encoder.apply(pass, input, wanted);
    int masked = states.rows() - cls.count();
    Encoded encoded = projection.apply(pass, states.rowsView(0, cls.count()), groups);
    return headOrNull == null
        ? encoded
        : encoded.withLoss(maskedTokens(pass, states.rowsView(cls.count(), masked), totals));
  }

  private void prepare(Pass pass, Batch batch, boolean pretraining) {
    TextItems texts = batch.text();
    input.fill(batch, pretraining, encoder.needsKeys(pass));
    groups.uniform(texts, 1, pretraining ? 2 : 1);
    cls.clear();
    wanted.clear();
    for (int i = 0; i < input.sequences().count(); i++) {
      cls.add(input.sequences().starts()[i]);
      wanted.add(input.sequences().starts()[i]);
    }
    targets = Grow.atLeast(targets, texts.tokenCount());
    int masked = 0;
    for (int i = 0; i < texts.tokenCount() && pretraining; i++) {
      if (texts.masked()[i]) {
        wanted.add(i);
        targets[masked++] = texts.tokens()[i];
      }
    }
  }

  /** One token of each text: {@code [texts, hidden]}. */
  private Tensor embedding(Pass pass, Tensor hidden) {
    return summary ? input.sequences().means(pass, hidden) : gather(pass, hidden, cls);
  }

  private static Tensor gather(Pass pass, Tensor x, Selection selection) {
    return Rows.gather(pass.tape(), x, selection.tokens(), selection.count());
  }

  private Tensor maskedStates(Pass pass, Tensor hidden) {
    Tensor both = gather(pass, hidden, wanted);
    return both.rowsView(cls.count(), both.rows() - cls.count());
  }

  /** Mean over the masked tokens of the batch; null if there is none. */
  private Tensor maskedTokens(Pass pass, Tensor states, LossTotals totals) {
    if (states.rows() == 0) {
      return null;
    }
    Tensor logits = headOrNull.apply(pass, states); // [masked, V]
    return CrossEntropy.apply(pass.tape(), logits, targets, null, 0f, totals.maskedTokens());
  }

  /** Mean over all tokens of the batch, as the official code has it. */
  private Tensor allTokens(Pass pass, Tensor states, TextItems texts, LossTotals totals) {
    Tensor logits = headOrNull.apply(pass, states); // [T, V]
    return CrossEntropy.apply(pass.tape(), logits, texts.tokens(), null, 0f, totals.tokens());
  }

  private void traceLogits(Pass pass, Tensor states) {
    if (pass.tracing()) {
      boolean recording = pass.tape().recording();
      pass.tape().recording(false);
      pass.trace("mlm.logits", headOrNull.apply(pass, states));
      pass.tape().recording(recording);
    }
  }
}
