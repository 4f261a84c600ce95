package io.lanistr.network.layer;

import io.lanistr.network.weights.Initializer;
import io.lanistr.network.weights.ParameterBuilder;
import io.lanistr.network.weights.SlotKind;
import io.lanistr.tensor.BatchNormStatistics;
import io.lanistr.tensor.GhostBatchNorm;
import io.lanistr.tensor.Tensor;

/**
 * Batch normalisation with scale, shift and running statistics of its own. In training its result
 * depends on the rows that share a slice, unlike everything else in the network.
 */
public final class BatchNorm {
  private final Tensor gamma;
  private final Tensor beta;
  private final BatchNormStatistics running;
  private final int virtualBatch;
  private final float momentum;
  private final float eps;

  /**
   * @param virtualBatch most rows that are normalised together, 0 for all
   * @param momentum weight of a new batch in the running statistics
   */
  public BatchNorm(
      ParameterBuilder parameters, int width, int virtualBatch, float momentum, float eps) {
    gamma = parameters.vector("weight", SlotKind.NORM, Initializer.constant(1f), width);
    beta = parameters.vector("bias", SlotKind.NORM, Initializer.constant(0f), width);
    running = parameters.statistics(width);
    this.virtualBatch = virtualBatch;
    this.momentum = momentum;
    this.eps = eps;
  }

  public Tensor apply(Pass pass, Tensor x) {
    return GhostBatchNorm.apply(
        pass.tape(), x, gamma, beta, running, virtualBatch, momentum, eps, pass.training());
  }
}
