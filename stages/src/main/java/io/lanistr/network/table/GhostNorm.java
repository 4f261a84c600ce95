package io.lanistr.network.table;

import io.lanistr.network.config.TableConfig;
import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.BatchNormStatistics;
import io.lanistr.tensor.Tensor;
import io.lanistr.tensor.precise.Matrix;
import io.lanistr.tensor.precise.PreciseBatchNorm;

/** Ghost batch normalisation with scale, shift and running statistics of its own place. */
public final class GhostNorm {
  private final Tensor gamma;
  private final Tensor beta;
  private final BatchNormStatistics running;
  private final int virtualBatch;
  private final float momentum;
  private final float eps;

  /**
   * @param parameters place of the normalisation
   * @param virtualBatch most rows that are normalised together, 0 for all
   */
  public GhostNorm(
      ParameterBuilder parameters, int width, int virtualBatch, float momentum, float eps) {
    gamma = parameters.vector("weight", SlotKind.NORM, Initializer.constant(1f), width);
    beta = parameters.vector("bias", SlotKind.NORM, Initializer.constant(0f), width);
    running = parameters.statistics(width);
    this.virtualBatch = virtualBatch;
    this.momentum = momentum;
    this.eps = eps;
  }

  /** With the ghost batches of a TabNet. */
  static GhostNorm of(ParameterBuilder parameters, int width, TableConfig config) {
    return new GhostNorm(
        parameters, width, config.virtualBatch(), config.momentum(), config.batchNormEps());
  }

  public Matrix apply(TablePass pass, Matrix x) {
    return PreciseBatchNorm.apply(
        pass.section(),
        x,
        pass.section().enter(gamma),
        pass.section().enter(beta),
        running,
        virtualBatch,
        momentum,
        eps,
        pass.training());
  }
}
