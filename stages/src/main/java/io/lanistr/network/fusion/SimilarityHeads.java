package io.lanistr.network.fusion;

import io.lanistr.network.batch.Grow;
import io.lanistr.network.config.SimilarityConfig;
import io.lanistr.network.layer.BatchNorm;
import io.lanistr.network.layer.Dense;
import io.lanistr.network.layer.LinearInit;
import io.lanistr.network.layer.Pass;
import io.lanistr.network.layer.Sequences;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.tensor.NegativeCosine;
import io.lanistr.tensor.Relu;
import io.lanistr.tensor.Sum;
import io.lanistr.tensor.Tensor;

/**
 * Similarity-based multimodal masking (LANISTR, arXiv:2305.16556, section 3.2) by SimSiam's
 * projector and predictor (Chen and He, arXiv:2011.10566): the fused row and the fused masked row
 * predict each other's projection.
 */
public final class SimilarityHeads {
  private static final float BATCH_NORM_MOMENTUM = 0.1f;
  private static final float BATCH_NORM_EPS = 1e-5f;
  private static final float[] HALVES = {0.5f, 0.5f};

  private final Dense[] projector = new Dense[3];
  private final BatchNorm[] projectorNorms;
  private final Dense predictorIn;
  private final Dense predictorOut;
  private float[] tokenWeight = new float[0];

  /**
   * Projections and predictions of both halves, masked first.
   *
   * @param z {@code [2 x tokens, output]}
   * @param p {@code [2 x tokens, output]}
   */
  public record Output(Tensor z, Tensor p) {
    private Tensor half(Tensor both, int half) {
      int n = both.rows() / 2;
      return both.rowsView(half * n, n);
    }

    /** Projections of the rows as they are. */
    public Tensor unmaskedProjection() {
      return half(z, 1);
    }
  }

  /**
   * @param parameters the root
   * @param width width of the fusion
   */
  public SimilarityHeads(ParameterBuilder parameters, int width, SimilarityConfig config) {
    ParameterBuilder proj = parameters.at("mm_proj");
    int[] widths = {width, config.hidden(), config.hidden(), config.output()};
    projectorNorms = config.batchNorm() ? new BatchNorm[3] : null;
    for (int i = 0; i < 3; i++) {
      ParameterBuilder layer = proj.at("layer" + (i + 1));
      projector[i] = new Dense(layer.at("0"), widths[i], widths[i + 1], LinearInit.DEFAULT);
      if (projectorNorms != null) {
        projectorNorms[i] =
            new BatchNorm(layer.at("1"), widths[i + 1], 0, BATCH_NORM_MOMENTUM, BATCH_NORM_EPS);
      }
    }
    ParameterBuilder pred = parameters.at("mm_predictor");
    predictorIn =
        new Dense(
            pred.at("layer1.0"), config.output(), config.predictorHidden(), LinearInit.DEFAULT);
    predictorOut =
        new Dense(pred.at("layer2"), config.predictorHidden(), config.output(), LinearInit.DEFAULT);
  }

  /**
   * @param fused masked rows, then the rows as they are: {@code [2 x tokens, width]}
   */
  public Output apply(Pass pass, Tensor fused) {
    Tensor z = fused;
    for (int i = 0; i < 3; i++) {
      z = projector[i].apply(pass, z);
      if (projectorNorms != null) {
        z = projectorNorms[i].apply(pass, z);
      }
      z = i < 2 ? Relu.apply(pass.tape(), z) : z;
    }
    Tensor p = predictorOut.apply(pass, Relu.apply(pass.tape(), predictorIn.apply(pass, z)));
    Output output = new Output(z, p);
    if (pass.tracing()) {
      pass.trace("z1", output.half(z, 1));
      pass.trace("p1", output.half(p, 1));
      pass.trace("z2", output.half(z, 0));
      pass.trace("p2", output.half(p, 0));
    }
    return output;
  }

  /**
   * {@code ½ D(p, sg(z̃)) + ½ D(p̃, sg(z))} with D the negative cosine, averaged over a row's
   * tokens and then over rows.
   *
   * @param sequences the rows' tokens; the first half of them are the masked rows'
   * @param rows rows of the whole batch
   */
  public Tensor loss(Pass pass, Output output, Sequences sequences, long rows) {
    int count = sequences.count() / 2;
    int tokens = output.z.rows() / 2;
    tokenWeight = Grow.atLeast(tokenWeight, tokens);
    for (int s = 0; s < count; s++) {
      int start = sequences.starts()[s];
      int end = sequences.starts()[s + 1];
      java.util.Arrays.fill(tokenWeight, start, end, 1f / (end - start));
    }
    Tensor masked =
        NegativeCosine.apply(
            pass.tape(), output.half(output.p, 0), output.half(output.z, 1), tokenWeight, rows);
    Tensor unmasked =
        NegativeCosine.apply(
            pass.tape(), output.half(output.p, 1), output.half(output.z, 0), tokenWeight, rows);
    return Sum.weighted(pass.tape(), new Tensor[] {unmasked, masked}, HALVES);
  }
}
