package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.nn.abstractnn.AbstractModule;
import com.intel.analytics.bigdl.dllib.nn.abstractnn.Activity;
import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import com.intel.analytics.bigdl.dllib.utils.Shape;
import io.lanistr.tensor.Backend;
import io.lanistr.training.step.Replica;
import io.lanistr.training.step.ReplicaSpec;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * The whole network as one BigDL module: one flat vector of weights, one of gradients, and for
 * output the loss of a slice.
 *
 * <p>BigDL averages the gradients of all slices, while the losses of slices add up; so both are
 * multiplied with the number of slices. Everything but the weights is made by each replica when it
 * first works, and never serialised.
 */
final class LanistrModule extends AbstractModule<Activity, Activity, Object> {
  private static final long serialVersionUID = 1L;

  static {
    // Chooses MKL's code path, or takes its place, before BigDL loads it.
    Backend.current();
  }

  private final String training;
  private final Broadcast<ReplicaSpec> spec;
  private final Tensor<Object> weights;
  private final Tensor<Object> gradients;
  private final Tensor<Object> statistics;
  private transient Replica replica;
  private transient Tensor<Object> loss;

  /**
   * @param training unique id of the training
   * @param initial weights; not copied, not changed
   * @param statistics where the batch statistics of the first replica shall arrive in the end, or
   *     null if nobody wants them
   */
  LanistrModule(String training, Broadcast<ReplicaSpec> spec, float[] initial, float[] statistics) {
    super(Floats.tag(Activity.class), Floats.tag(Activity.class), Floats.TAG, Floats.numeric());
    this.training = training;
    this.spec = spec;
    weights = Floats.vector(initial);
    gradients = Floats.vector(new float[initial.length]);
    this.statistics = statistics == null ? null : Floats.vector(statistics);
    setName("lanistr");
  }

  @Override
  public Activity updateOutput(Activity input) {
    SliceInput slice = (SliceInput) input;
    if (replica == null) {
      replica = new Replica(spec.value());
      loss = Floats.vector(new float[1]);
      output_$eq(loss);
    }
    replica.bind(
        Floats.array(weights),
        Floats.offset(weights),
        Floats.array(gradients),
        Floats.offset(gradients));
    if (statistics != null && slice.slice() == 0) {
      LocalTrainings.remember(training, replica.network().buffers());
    }
    int scale = slice.work().allSlices();
    double total = replica.step(slice.work(), slice.slice(), scale).total();
    Floats.array(loss)[Floats.offset(loss)] = (float) (total * scale);
    return loss;
  }

  @Override
  public Activity updateGradInput(Activity input, Activity gradOutput) {
    return input;
  }

  /** Nothing: the forward pass has made the gradients too, a few rows at a time where asked for. */
  @Override
  public void accGradParameters(Activity input, Activity gradOutput) {}

  /**
   * Nothing: {@link #updateOutput} overwrites the gradients. BigDL calls this from another thread
   * without waiting for it, so it could zero the gradients of the next step.
   */
  @Override
  public void zeroGradParameters() {}

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Tuple2<Tensor<Object>[], Tensor<Object>[]> parameters() {
    return new Tuple2<>(new Tensor[] {weights}, new Tensor[] {gradients});
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public Tensor<Object>[] getExtraParameter() {
    if (statistics == null) {
      return null;
    }
    if (replica != null) {
      replica.network().buffers().copyOut(Floats.array(statistics), Floats.offset(statistics));
    }
    return new Tensor[] {statistics};
  }

  @Override
  public Shape computeOutputShape(Shape input) {
    return input;
  }

  /** The flat weights; BigDL may have moved them to another array. */
  float[] copyWeights() {
    float[] copy = new float[weights.nElement()];
    System.arraycopy(Floats.array(weights), Floats.offset(weights), copy, 0, copy.length);
    return copy;
  }

  /** The batch statistics that arrived, or null. */
  float[] copyStatistics() {
    if (statistics == null) {
      return null;
    }
    float[] copy = new float[statistics.nElement()];
    System.arraycopy(Floats.array(statistics), Floats.offset(statistics), copy, 0, copy.length);
    return copy;
  }
}
