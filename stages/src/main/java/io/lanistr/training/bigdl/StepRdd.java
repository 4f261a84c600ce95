package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.feature.dataset.MiniBatch;
import io.lanistr.training.data.EpochPlan;
import io.lanistr.training.data.LocalShard;
import io.lanistr.training.data.ShardRdd;
import io.lanistr.training.step.StepWork;
import java.util.Collections;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.util.TaskCompletionListener;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;

/**
 * The batches of the step that the clock shows: computing a partition reads nothing, it only says
 * which of its shard's rows are due. When the task ends, what the slices reported goes into the
 * accumulator, and so does the time that it took.
 */
final class StepRdd extends RDD<MiniBatch<Object>> {
  private static final long serialVersionUID = 1L;
  private static final double NANOS = 1e9;
  private static final ClassTag<LocalShard> SHARD = Floats.tag(LocalShard.class);

  private final Broadcast<StepLayout> layout;
  private final StepClock clock;
  private final ReportAccumulator reports;
  private final TaskSeconds seconds;

  StepRdd(
      ShardRdd shards,
      Broadcast<StepLayout> layout,
      StepClock clock,
      ReportAccumulator reports,
      TaskSeconds seconds) {
    super(shards, Floats.tag(MiniBatch.class));
    this.layout = layout;
    this.clock = clock;
    this.reports = reports;
    this.seconds = seconds;
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(SHARD).partitions();
  }

  @Override
  public Iterator<MiniBatch<Object>> compute(Partition split, TaskContext context) {
    LocalShard shard = firstParent(SHARD).iterator(split, context).next();
    StepLayout steps = layout.value();
    EpochPlan plan = steps.plan(shard, split.index(), clock.epoch());
    StepWork work =
        new StepWork(
            shard.rows(),
            plan,
            clock.step(),
            steps.cores(),
            steps.cores() * getNumPartitions(),
            clock.totals());
    long start = System.nanoTime();
    int partition = split.index();
    context.addTaskCompletionListener(
        (TaskCompletionListener)
            ended -> {
              reports.add(work.report());
              seconds.add(new TaskSeconds.One(partition, (System.nanoTime() - start) / NANOS));
            });
    MiniBatch<Object> batch = SliceBatch.of(work);
    return JavaConverters.asScalaIteratorConverter(Collections.singletonList(batch).iterator())
        .asScala();
  }
}
