package io.lanistr.training.bigdl;

import com.intel.analytics.bigdl.dllib.feature.dataset.MiniBatch;
import io.lanistr.training.data.NumberedPartition;
import java.util.Collections;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;

/** One batch a partition that only has a size: what BigDL counts before it trains. */
final class SizeRdd extends RDD<MiniBatch<Object>> {
  private static final long serialVersionUID = 1L;

  private final int records;
  private final int partitions;

  /**
   * @param records of each partition
   */
  SizeRdd(RDD<?> like, int records) {
    super(
        like.sparkContext(),
        JavaConverters.asScalaBuffer(Collections.emptyList()),
        Floats.tag(MiniBatch.class));
    this.records = records;
    partitions = like.getNumPartitions();
  }

  @Override
  public Partition[] getPartitions() {
    return NumberedPartition.of(partitions);
  }

  @Override
  public Iterator<MiniBatch<Object>> compute(Partition split, TaskContext context) {
    MiniBatch<Object> batch = SliceBatch.ofSize(records);
    return JavaConverters.asScalaIteratorConverter(Collections.singletonList(batch).iterator())
        .asScala();
  }
}
