package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.optim.parameters.AllReduceParameter;
import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import com.intel.analytics.bigdl.dllib.utils.Engine$;
import java.io.Serializable;
import org.apache.spark.storage.ExchangedSlices;

/**
 * How executors add up their gradients and share the new weights: BigDL's {@code
 * AllReduceParameter}. Each executor owns a slice of the flat vector; it gets the others' gradients
 * of that slice, updates its weights, and offers them to the others. The numbers travel through
 * Spark's block managers.
 *
 * <p>A step is {@link #receiveWeights}, {@link #sendGradients}, {@link #addGradients}, {@link
 * #sendWeights}; before the last two and after the last, all executors must have come so far.
 */
final class GradientExchange implements Serializable {
  private static final long serialVersionUID = 1L;

  private final AllReduceParameter<Object> parameter;
  private final long blocks;
  private final int partitions;
  private final int cores;
  private transient Tensor<Object> weights;
  private transient Tensor<Object> gradients;

  /**
   * @param blocks number that is in the names of this training's blocks and no other's
   * @param cores of an executor
   * @param truncated whether numbers travel as 16 bits
   */
  GradientExchange(long blocks, int partitions, int size, int cores, boolean truncated) {
    this.blocks = blocks;
    this.partitions = partitions;
    this.cores = cores;
    parameter =
        new AllReduceParameter<>(
            blocks, partitions, size, 1, truncated ? "fp16" : "none", Floats.TAG, Floats.numeric());
  }

  /**
   * Offers this executor's slice of the initial weights. Must be called in a task, of this
   * executor's partition, that the exchange has travelled with.
   *
   * @param allWeights filled by {@link #receiveWeights} later
   * @param allGradients read by {@link #sendGradients} later
   */
  void begin(float[] allWeights, float[] allGradients) {
    Engine$.MODULE$.setNodeAndCore(partitions, cores);
    weights = Floats.vector(allWeights);
    gradients = Floats.vector(allGradients);
    parameter.init(weights, Floats.numeric());
  }

  void receiveWeights() {
    parameter.getWeights(weights).waitResult();
  }

  void sendGradients() {
    try {
      parameter.putGradients(gradients);
    } finally {
      ExchangedSlices.requireNoFailure(blocks);
    }
  }

  /**
   * Adds up all executors' gradients of this one's slice.
   *
   * @throws IllegalStateException if those of an executor are missing
   */
  void addGradients() {
    try {
      parameter.aggregateGradientPartition(1);
    } finally {
      // Without those of the first executor, BigDL fails, but does not say why.
      ExchangedSlices.requireNoFailure(blocks);
    }
  }

  void sendWeights() {
    parameter.sendWeightPartition();
  }

  /** The slice's weights, updated in place. */
  Tensor<Object> weightSlice() {
    return parameter.weightPartition();
  }

  /** The slice's gradients, after {@link #addGradients}. */
  Tensor<Object> gradientSlice() {
    return parameter.gradientPartition();
  }
}
