package io.lanistr.training.bigdl;

import org.apache.spark.Partition;

/** A partition that has nothing but a number. */
record NumberedPartition(int index) implements Partition {

  static Partition[] of(int count) {
    Partition[] partitions = new Partition[count];
    for (int i = 0; i < count; i++) {
      partitions[i] = new NumberedPartition(i);
    }
    return partitions;
  }
}
