package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.tensor.Tensor;
import io.lanistr.network.StepReport;
import io.lanistr.network.batch.LossTotals;
import io.lanistr.training.bigdl.PhaseClock.Phase;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.optimizer.AdamWUpdate;
import io.lanistr.training.optimizer.Moments;
import io.lanistr.training.step.Replicas;
import io.lanistr.training.step.StepWork;
import org.apache.spark.TaskContext;

/**
 * One executor's part of a training, kept in its JVM from job to job: replicas of the network, the
 * slice of weights that it updates, and what AdamW remembers of them.
 *
 * <p>An executor that trains alone updates the whole vector in place and exchanges nothing.
 */
final class LocalTraining implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final TrainingPlan plan;
  private final int partition;
  private final LocalShard shard;
  private final GradientExchange exchangeOrNull;
  private final Replicas replicas;
  private final Moments moments;
  private final float[] weights;
  private final int weightOffset;
  private PhaseClock clock;

  /**
   * Makes ready for the first step.
   *
   * @param initial weights, {@code [parameters]}; changed if this executor trains alone
   * @param exchangeOrNull null if it does
   */
  LocalTraining(
      TrainingPlan plan,
      int partition,
      LocalShard shard,
      float[] initial,
      GradientExchange exchangeOrNull) {
    this.plan = plan;
    this.partition = partition;
    this.shard = shard;
    this.exchangeOrNull = exchangeOrNull;
    replicas = new Replicas(plan.replicas().value(), initial, plan.cores());
    moments = new Moments(length(), plan.config().averagingDecay() > 0);
    if (plan.resumeOrNull() != null) {
      plan.resumeOrNull().fill(start(), moments);
      replicas.restoreStatistics(plan.resumeOrNull().replicaStatistics(start(), length()));
    }
    if (exchangeOrNull == null) {
      weights = initial;
      weightOffset = 0;
    } else {
      exchangeOrNull.begin(initial, replicas.gradients());
      Tensor<Object> slice = exchangeOrNull.weightSlice();
      if (slice.nElement() != length()) {
        throw new IllegalStateException(
            "Slice "
                + partition
                + " has "
                + slice.nElement()
                + " parameters, not "
                + length()
                + ": BigDL cuts slices otherwise");
      }
      weights = Floats.array(slice);
      weightOffset = Floats.offset(slice);
    }
  }

  /**
   * Makes some steps together with the others, or fewer if they are told to stop.
   *
   * @param first number of the first, from 1
   * @param last number of the last
   */
  void run(Meeting others, int first, int last, TaskContext task) {
    clock = new PhaseClock();
    LossTotals mine = replicas.count(work(first, null));
    clock.lap(Phase.COMPUTING);
    StepMessage all = others.begin(StepMessage.counting(mine, plan.partitions()));
    clock.lap(Phase.WAITING);
    boolean goesOn = all != null;
    for (int step = first; goesOn && step <= last; step++) {
      long start = System.nanoTime();
      if (exchangeOrNull != null) {
        exchangeOrNull.receiveWeights();
        clock.lap(Phase.EXCHANGING);
      }
      StepWork work = work(step, all.next());
      mine = replicas.step(work, step < last ? work(step + 1, null) : null);
      clock.lap(Phase.COMPUTING);
      // A training that was cancelled must not leave new blocks behind.
      task.killTaskIfInterrupted();
      if (exchangeOrNull != null) {
        exchangeOrNull.sendGradients();
        clock.lap(Phase.EXCHANGING);
      }
      double seconds = (System.nanoTime() - start) / NANOS;
      all = others.step(message(work.report(), mine, seconds));
      clock.lap(Phase.WAITING);
      goesOn = all != null && (exchangeOrNull == null ? updateAlone(step) : update(others, step));
    }
  }

  private StepMessage message(StepReport report, LossTotals counted, double taken) {
    double[] seconds = new double[plan.partitions()];
    seconds[partition] = taken;
    return new StepMessage(report, counted, clock.take(replicas.takeReadingSeconds()), seconds);
  }

  private StepWork work(int step, LossTotals totals) {
    return new StepWork(
        shard.rows(),
        plan.rowsOf(shard, partition, step),
        plan.withinEpoch(step),
        plan.cores(),
        totals);
  }

  private boolean updateAlone(int step) {
    float[] gradients = replicas.gradients();
    update(step, gradients, 0, clips() ? AdamWUpdate.sumOfSquares(gradients, 0, length()) : 0);
    clock.lap(Phase.UPDATING);
    return true;
  }

  /** The same on this executor's slice; whether to go on. */
  private boolean update(Meeting others, int step) {
    exchangeOrNull.addGradients();
    Tensor<Object> slice = exchangeOrNull.gradientSlice();
    float[] gradients = Floats.array(slice);
    int offset = Floats.offset(slice);
    clock.lap(Phase.EXCHANGING);
    double[] square = {0};
    if (clips()) {
      double mine = AdamWUpdate.sumOfSquares(gradients, offset, length());
      clock.lap(Phase.UPDATING);
      square = others.sum(mine);
      clock.lap(Phase.WAITING);
      if (square == null) {
        return false;
      }
    }
    update(step, gradients, offset, square[0]);
    clock.lap(Phase.UPDATING);
    exchangeOrNull.sendWeights();
    clock.lap(Phase.EXCHANGING);
    boolean goesOn = others.everyone();
    clock.lap(Phase.WAITING);
    return goesOn;
  }

  /**
   * @param square sum of the squares of the whole gradient, if it is clipped
   */
  private void update(int step, float[] gradients, int offset, double square) {
    double clipping = AdamWUpdate.clipping(Math.sqrt(square), plan.config().clipNorm());
    AdamWUpdate.apply(
        plan.groups(),
        start(),
        moments,
        weights,
        weightOffset,
        gradients,
        offset,
        (float) clipping,
        plan.schedule().rate(step),
        step);
    double decay = plan.config().averagingDecay();
    if (decay > 0) {
      moments.average(weights, weightOffset, decay, step);
      if (step == plan.schedule().totalSteps()) {
        System.arraycopy(moments.average(), 0, weights, weightOffset, length());
      }
    }
  }

  private boolean clips() {
    return plan.config().clipNorm() > 0;
  }

  /** First position of the slice in the flat vector. */
  int start() {
    return plan.start(partition);
  }

  /** Parameters of the slice. */
  int length() {
    return plan.start(partition + 1) - plan.start(partition);
  }

  /** Holds the slice's weights from {@link #weightOffset} on. */
  float[] weights() {
    return weights;
  }

  int weightOffset() {
    return weightOffset;
  }

  Moments moments() {
    return moments;
  }

  /** The running statistics of the first executor's first replica; empty elsewhere. */
  float[] statistics() {
    return partition == 0 ? replicas.statistics() : new float[0];
  }

  /** Those of each replica here, one after the other. */
  float[] replicaStatistics() {
    return replicas.allStatistics();
  }

  @Override
  public void close() {
    replicas.close();
  }
}
