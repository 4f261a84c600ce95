package io.lanistr.training.bigdl;

import io.lanistr.training.data.LocalShards;
import io.lanistr.training.data.Locations;
import io.lanistr.training.data.NumberedPartition;
import io.lanistr.training.data.StateStores;
import java.util.Collections;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** One partition an executor; computing it removes what a training left there. */
final class CleanupRdd extends RDD<Integer> {
  private static final long serialVersionUID = 1L;

  private final List<String> locations;
  private final String training;

  CleanupRdd(SparkContext context, List<String> locations, String training) {
    super(
        context,
        JavaConverters.asScalaBufferConverter(
                Collections.<org.apache.spark.Dependency<?>>emptyList())
            .asScala(),
        Floats.tag(Integer.class));
    this.locations = locations;
    this.training = training;
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
  public Iterator<Integer> compute(Partition split, TaskContext context) {
    LocalShards.drop(training);
    StateStores.release(training);
    LocalTrainings.forget(training);
    WeightBlocks.clear(training);
    return JavaConverters.asScalaIteratorConverter(Collections.<Integer>emptyIterator()).asScala();
  }
}
