package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.optim.OptimMethod;
import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import com.intel.analytics.bigdl.dllib.utils.Table;
import io.lanistr.training.optimizer.AdamWUpdate;
import io.lanistr.training.optimizer.LearningRateSchedule;
import io.lanistr.training.optimizer.Moments;
import io.lanistr.training.optimizer.ParameterGroups;
import io.lanistr.training.snapshot.ResumePoint;
import org.apache.spark.TaskContext;
import scala.Function1;
import scala.Tuple2;

/**
 * AdamW as BigDL's update of weights. Each executor has a copy of its own that updates its slice of
 * the flat vector and keeps that slice's moments.
 *
 * <p>If Spark rebuilds a lost slice in the middle of a training, BigDL goes on with that slice's
 * initial weights and says nothing; here the copy notices that it has no moments though steps have
 * been made, and fails.
 */
final class AdamW implements OptimMethod<Object> {
  private static final long serialVersionUID = 1L;

  private final String training;
  private final ParameterGroups groups;
  private final LearningRateSchedule schedule;
  private final double clipNorm;
  private final double averagingDecay;
  private final int partitions;
  private final ResumePoint resumeOrNull;
  private Table state;
  private int firstStep = 1;
  private transient Moments moments;

  /**
   * @param training unique id of the training
   * @param clipNorm limit of the gradient's norm, or 0; used with one partition only, where the
   *     slice is the whole gradient: with more, BigDL clips before
   * @param averagingDecay of the weights' running mean that replaces them at the last step, or 0
   * @param partitions that the vector is cut into
   * @param resumeOrNull where the moments are that the first step starts with; null for zeros
   */
  AdamW(
      String training,
      ParameterGroups groups,
      LearningRateSchedule schedule,
      double clipNorm,
      double averagingDecay,
      int partitions,
      ResumePoint resumeOrNull) {
    this.training = training;
    this.groups = groups;
    this.schedule = schedule;
    this.clipNorm = clipNorm;
    this.averagingDecay = averagingDecay;
    this.partitions = partitions;
    this.resumeOrNull = resumeOrNull;
    OptimMethod.$init$(this);
  }

  @Override
  public Tuple2<Tensor<Object>, Object> optimize(
      Function1<Tensor<Object>, Tuple2<Object, Tensor<Object>>> evaluate, Tensor<Object> slice) {
    Tuple2<Object, Tensor<Object>> lossAndGradient = evaluate.apply(slice);
    Tensor<Object> gradient = lossAndGradient._2();
    int partition = TaskContext.getPartitionId();
    int length = slice.nElement();
    int start = start(partition);
    if (length != start(partition + 1) - start) {
      throw new IllegalStateException(
          "Slice " + partition + " has " + length + " parameters; BigDL cuts slices otherwise");
    }
    int step = (Integer) state.apply("neval");
    float[] weights = Floats.array(slice);
    if (moments == null) {
      begin(step, partition, weights, Floats.offset(slice), length);
    }
    int weightOffset = Floats.offset(slice);
    float[] gradients = Floats.array(gradient);
    int gradientOffset = Floats.offset(gradient);
    AdamWUpdate.apply(
        groups,
        start,
        moments,
        weights,
        weightOffset,
        gradients,
        gradientOffset,
        clipping(gradients, gradientOffset, length),
        schedule.rate(step),
        step);
    if (averagingDecay > 0) {
      moments.average(weights, weightOffset, averagingDecay, step);
      if (step == schedule.totalSteps()) {
        System.arraycopy(moments.average(), 0, weights, weightOffset, length);
      }
    }
    return new Tuple2<>(slice, new float[] {(Float) lossAndGradient._1()});
  }

  private void begin(int step, int partition, float[] weights, int offset, int length) {
    if (step != firstStep) {
      throw new IllegalStateException(
          "The weights of slice "
              + partition
              + " were lost before step "
              + step
              + ": an executor failed. Train again from the last snapshot.");
    }
    moments = new Moments(length, averagingDecay > 0);
    if (resumeOrNull != null) {
      resumeOrNull.fill(start(partition), moments);
    }
    LocalTrainings.remember(
        training,
        new LocalTrainings.Slice(partition, start(partition), length, weights, offset, moments));
  }

  private float clipping(float[] gradients, int offset, int length) {
    if (partitions > 1 || clipNorm == 0) {
      return 1;
    }
    double norm = Math.sqrt(AdamWUpdate.sumOfSquares(gradients, offset, length));
    return (float) AdamWUpdate.clipping(norm, clipNorm);
  }

  /** First position of a partition's slice, as BigDL's AllReduceParameter cuts the vector. */
  private int start(int partition) {
    int size = groups.size();
    return partition * (size / partitions) + Math.min(partition, size % partitions);
  }

  /** Makes the first step that of this number, counted from 1. */
  void startAt(int step) {
    state.update("neval", step);
  }

  /** What this copy remembers of its slice, or null before the first step. */
  Moments moments() {
    return moments;
  }

  /** BigDL calls this on the driver before it sends copies out. */
  @Override
  public void clearHistory() {
    firstStep = (Integer) state.apply("neval");
    moments = null;
  }

  @Override
  public double getLearningRate() {
    return schedule.rate((Integer) state.apply("neval"));
  }

  @Override
  public OptimMethod<Object> loadFromTable(Table config) {
    return this;
  }

  @Override
  public Table state() {
    return state;
  }

  @Override
  public void state_$eq(Table newState) {
    state = newState;
  }

  @Override
  public OptimMethod<Object> clone() {
    AdamW copy =
        new AdamW(training, groups, schedule, clipNorm, averagingDecay, partitions, resumeOrNull);
    copy.state = state.clone();
    copy.firstStep = firstStep;
    return copy;
  }
}
