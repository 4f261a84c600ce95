package io.lanistr.training.bigdl;

import io.lanistr.training.data.LocalShard;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Makes some steps in a task of each executor, which meet at the driver's {@link Rendezvous}.
 *
 * <p>Spark tries failed tasks again, but a step can't be repeated by one executor alone; so the
 * next attempt only fails in the same way, until Spark gives up.
 */
final class TrainSteps implements VoidFunction<Iterator<LocalShard>> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<TrainingPlan> plan;
  private final Broadcast<float[]> initialOrNull;
  private final GradientExchange exchangeOrNull;
  private final String rendezvous;
  private final int first;
  private final int last;

  /**
   * @param initialOrNull weights, for the first steps of a training; null for later ones
   * @param exchangeOrNull null if one executor trains alone
   * @param rendezvous its name
   * @param first number of the first step, from 1
   * @param last number of the last step
   */
  TrainSteps(
      Broadcast<TrainingPlan> plan,
      Broadcast<float[]> initialOrNull,
      GradientExchange exchangeOrNull,
      String rendezvous,
      int first,
      int last) {
    this.plan = plan;
    this.initialOrNull = initialOrNull;
    this.exchangeOrNull = exchangeOrNull;
    this.rendezvous = rendezvous;
    this.first = first;
    this.last = last;
  }

  @Override
  public void call(Iterator<LocalShard> shards) throws Exception {
    TaskContext task = TaskContext.get();
    int partition = task.partitionId();
    String training = plan.value().training();
    if (task.attemptNumber() > 0) {
      throw again(LocalTrainings.failure(training, partition), partition);
    }
    Meeting others = new Meeting(rendezvous, partition);
    try {
      local(shards.next(), partition).run(others, first, last, task);
    } catch (Throwable e) {
      LocalTrainings.failed(training, partition, e);
      others.fail(e);
      throw e;
    }
  }

  private LocalTraining local(LocalShard shard, int partition) {
    String training = plan.value().training();
    return initialOrNull == null
        ? LocalTrainings.get(training, partition)
        : LocalTrainings.begin(
            training,
            partition,
            () ->
                new LocalTraining(
                    plan.value(), partition, shard, initialOrNull.value().clone(), exchangeOrNull));
  }

  private static Exception again(Throwable before, int partition) {
    if (before instanceof Error error) {
      throw error;
    }
    return before instanceof Exception exception ? exception : LocalTrainings.missing(partition);
  }
}
