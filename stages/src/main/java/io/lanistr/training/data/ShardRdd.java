package io.lanistr.training.data;

import java.util.Collections;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/**
 * The shards that a {@link ShardLoader} has written, where it has written them.
 *
 * <p>It has no parents, so the jobs of a step carry no lineage with them. A shard whose executor is
 * gone is not rebuilt behind the back of a training, which has lost a slice of its weights with it:
 * the training fails, and can be started again.
 */
public final class ShardRdd extends RDD<LocalShard> {
  private static final long serialVersionUID = 1L;

  private final String training;
  private final List<String> locations;

  /**
   * @param training unique id of the training
   * @param locations of the shards, as {@link ShardSummary} has them
   */
  public ShardRdd(SparkContext context, String training, List<String> locations) {
    super(
        context,
        JavaConverters.asScalaBufferConverter(Collections.<Dependency<?>>emptyList()).asScala(),
        ClassTag$.MODULE$.apply(LocalShard.class));
    this.training = training;
    this.locations = List.copyOf(locations);
  }

  /** Unique id of the training. */
  public String training() {
    return training;
  }

  @Override
  public Partition[] getPartitions() {
    return NumberedPartition.of(locations.size());
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return Locations.preferred(locations.get(split.index()));
  }

  @Override
  public Iterator<LocalShard> compute(Partition split, TaskContext context) {
    LocalShard shard = LocalShards.find(training, split.index());
    if (shard == null) {
      throw new IllegalStateException(
          "The rows of partition "
              + split.index()
              + " are not on this executor: the one that had them failed, or was too busy for"
              + " spark.locality.wait. Train again.");
    }
    return JavaConverters.asScalaIteratorConverter(Collections.singletonList(shard).iterator())
        .asScala();
  }
}
