package io.lanistr.training.data;

import org.apache.spark.Partition;

/** A partition that has nothing but a number. */
public record NumberedPartition(int index) implements Partition {

  /** As many partitions, numbered from 0. */
  public static Partition[] of(int count) {
    Partition[] partitions = new Partition[count];
    for (int i = 0; i < count; i++) {
      partitions[i] = new NumberedPartition(i);
    }
    return partitions;
  }
}
