package io.lanistr.network;

import io.lanistr.network.batch.Batch;
import io.lanistr.network.batch.EncodedItems;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.network.branch.Encoded;
import io.lanistr.network.config.NetworkConfig;
import io.lanistr.network.fusion.AttentionShares;
import io.lanistr.network.fusion.Classifier;
import io.lanistr.network.fusion.FusionEncoder;
import io.lanistr.network.fusion.MissingTokens;
import io.lanistr.network.fusion.SimilarityHeads;
import io.lanistr.network.fusion.Spread;
import io.lanistr.network.fusion.TargetObjective;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.Trace;
import io.lanistr.network.weights.Buffers;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.Parameters;
import io.lanistr.network.weights.Part;
import io.lanistr.tensor.Arena;
import io.lanistr.tensor.Tape;
import io.lanistr.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * One replica of a LANISTR network (arXiv:2305.16556): forward and backward of pretraining and
 * classification, and scoring. Bind {@link #parameters} before use.
 *
 * <p>A step is {@link #pretrain} or {@link #classify}, then {@link #backward}, which adds to the
 * bound gradients. Every loss is a sum over the rows at hand divided by the totals of the whole
 * batch, so values and gradients of slices add up, however a batch is cut. The stated exception is
 * batch normalisation (TabNet, and SimSiam's projector where asked for), whose statistics are those
 * of the slice, and the contrastive loss, whose other rows are.
 *
 * <p>Steps of similar size allocate no arrays. Not thread-safe: one replica a thread.
 */
public final class LanistrNetwork {
  private final NetworkConfig config;
  private final Parameters parameters;
  private final Buffers buffers;
  private final Backbone backbone;
  private final FusionEncoder fusion;
  private final SimilarityHeads similarityOrNull;
  private final Classifier classifierOrNull;
  private final TargetObjective objectiveOrNull;
  private final Tape tape = new Tape(new Arena());
  private final StepLosses losses = new StepLosses();
  private final Spread spread = new Spread();
  private boolean training = true;
  private Trace trace;
  private Tensor total;
  private StepReport report = StepReport.ZERO;
  private long observed;

  /**
   * @param frozen parts that are not trained
   */
  public LanistrNetwork(NetworkConfig config, Set<Part> frozen) {
    this.config = config;
    ParameterBuilder builder = new ParameterBuilder(frozen);
    int width = config.fusion().hidden();
    backbone = new Backbone(builder, config, frozen);
    ParameterBuilder place = builder.in(Part.FUSION);
    List<Part> missing = config.missingTokens() ? config.modalities() : List.of();
    fusion =
        new FusionEncoder(
            place.at("mm_fusion"),
            config.fusion(),
            new MissingTokens(place.at("mm_missing"), missing, width));
    ParameterBuilder heads = builder.in(Part.HEADS);
    similarityOrNull =
        config.similarity() == null ? null : new SimilarityHeads(heads, width, config.similarity());
    classifierOrNull = config.classifier() == null ? null : new Classifier(heads, config);
    objectiveOrNull =
        config.classifier() == null ? null : new TargetObjective(config.classifier().loss());
    parameters = builder.build();
    buffers = builder.buildBuffers();
  }

  public NetworkConfig config() {
    return config;
  }

  public Parameters parameters() {
    return parameters;
  }

  /** Running statistics of batch normalisation. */
  public Buffers buffers() {
    return buffers;
  }

  /** Switches dropout and batch statistics on (as they are at first) or off. */
  public void training(boolean on) {
    training = on;
  }

  /** Shows the intermediate values of the following passes; null ends that. */
  public void trace(Trace newTrace) {
    trace = newTrace;
  }

  /**
   * Forward pass of pretraining; the batch must be masked.
   *
   * @param totals counts over all slices of the step
   * @param scale factor of the gradients, not of the report
   */
  public StepReport pretrain(Batch batch, LossTotals totals, float scale) {
    if (similarityOrNull == null) {
      throw new IllegalStateException("this network has no heads of pretraining");
    }
    Pass pass = begin(true);
    List<Encoded> encoded = backbone.pretrain(pass, batch, totals, losses);
    double directions = 0;
    long tokens = 0;
    boolean contrasts = config.similarity().contrastive();
    Tensor fused = null; // [2T, d], or [2 x rows of two or more modalities, d]
    if (batch.rows() > 0) {
      fused =
          contrasts ? fusion.views(pass, batch, encoded) : fusion.pretrain(pass, batch, encoded);
    }
    if (fused != null) {
      SimilarityHeads.Output heads = similarityOrNull.apply(pass, fused);
      Tensor loss =
          contrasts
              ? similarityOrNull.contrast(pass, heads, totals.rows())
              : similarityOrNull.loss(pass, heads, fusion.input().sequences(), totals.rows());
      losses.add(LossTerm.SIMILARITY, loss, config.lossWeights().similarity());
      directions = spread.of(heads.unmaskedProjection());
      tokens = heads.unmaskedProjection().rows();
    }
    return end(scale, directions, tokens);
  }

  /**
   * Forward pass of classification.
   *
   * @param totals counts over all slices of the step
   * @param scale factor of the gradients, not of the report
   */
  public StepReport classify(Batch batch, LossTotals totals, float scale) {
    Pass pass = begin(true);
    if (batch.rows() > 0) {
      Tensor logits = logits(pass, batch);
      Tensor loss = objectiveOrNull.apply(tape, logits, batch, totals.targetWeight());
      losses.add(LossTerm.CLASSIFICATION, loss, 1f);
    }
    return end(scale, 0, 0);
  }

  /** Adds the gradients of the last forward pass to the bound ones. */
  public void backward() {
    if (total == null) {
      throw new IllegalStateException("backward without a forward pass before");
    }
    tape.backward(total);
    total = null;
  }

  /** What the last forward pass of a step found. */
  public StepReport report() {
    return report;
  }

  /**
   * Encodes rows for other uses: the fusion's CLS token of each.
   *
   * @param target receives {@code [rows, fusion width]} from {@code offset} on
   */
  public void embed(Batch batch, float[] target, int offset) {
    if (batch.rows() > 0) {
      Pass pass = begin(false);
      copy(fusion.encode(pass, batch, backbone.encode(pass, batch)), target, offset);
    }
  }

  /**
   * How much of each row's attention goes to which modality; see {@link AttentionShares}.
   *
   * @param target receives {@code [rows, 1 + modalities]} from {@code offset} on: the share of the
   *     CLS token itself, then those of the modalities in the order of their tokens
   */
  public void attention(Batch batch, float[] target, int offset) {
    if (batch.rows() > 0) {
      AttentionShares shares = new AttentionShares(config);
      Pass pass = new Pass(begin(false).tape(), false, shares);
      fusion.encode(pass, batch, backbone.encode(pass, batch));
      shares.write(fusion.input(), target, offset);
    }
  }

  /**
   * Scores rows.
   *
   * @param target receives {@code [rows, outputs]} from {@code offset} on
   */
  public void logits(Batch batch, float[] target, int offset) {
    if (batch.rows() > 0) {
      copy(logits(begin(false), batch), target, offset);
    }
  }

  /**
   * What an encoder makes of a batch's items, for use by networks that take its states instead.
   *
   * @param target receives the states, item after item
   */
  public void encode(Batch batch, Part part, EncodedItems target) {
    backbone.states(begin(false), batch, part, target);
  }

  /** Starts to re-estimate the running statistics: the batches that follow are averaged. */
  public void beginStatistics() {
    buffers.beginAveraging();
    observed = 0;
  }

  /** Lets a batch count in the statistics; TabNet sees it unmasked, as in scoring. */
  public void observe(Batch batch) {
    tape.reset();
    tape.recording(false);
    observed += backbone.observe(new Pass(tape, true, null), batch);
  }

  /**
   * Puts the averages in place of the running statistics.
   *
   * @return number of rows that counted: the weight of these averages among those of others
   */
  public long endStatistics() {
    buffers.endAveraging();
    return observed;
  }

  private Pass begin(boolean recording) {
    if (!parameters.bound()) {
      throw new IllegalStateException("bind the network's parameters before using it");
    }
    tape.reset();
    tape.recording(recording);
    losses.clear();
    total = null;
    return new Pass(tape, training && recording, trace);
  }

  private Tensor logits(Pass pass, Batch batch) {
    if (classifierOrNull == null) {
      throw new IllegalStateException("this network has no classifier");
    }
    List<Encoded> encoded = backbone.encode(pass, batch);
    Tensor cls = fusion.encode(pass, batch, encoded); // [rows, d]
    Tensor logits = classifierOrNull.apply(pass, batch, cls, encoded);
    pass.trace("logits", logits);
    return logits;
  }

  private StepReport end(float scale, double directions, long tokens) {
    total = losses.total(tape, scale);
    report = losses.report(directions, tokens);
    return report;
  }

  private static void copy(Tensor from, float[] target, int offset) {
    System.arraycopy(from.data(), from.offset(), target, offset, from.size());
  }
}
