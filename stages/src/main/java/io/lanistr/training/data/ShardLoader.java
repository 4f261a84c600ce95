package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Writes each partition's rows as the {@link LocalShard} of the executor that computes it: one
 * partition an executor. Run once; the shards are then found through {@link ShardRdd}.
 */
public final class ShardLoader extends RDD<ShardSummary> {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<ShardSummary> SUMMARY = ClassTag$.MODULE$.apply(ShardSummary.class);
  private static final ClassTag<Tuple2<Long, byte[]>> ROW = ClassTag$.MODULE$.apply(Tuple2.class);

  private final String training;
  private final String metadata;
  private final List<String> locations;
  private final int classes;

  private ShardLoader(
      RDD<Tuple2<Long, byte[]>> rows,
      String training,
      MultimodalMetadata metadata,
      List<String> locations,
      int classes) {
    super(rows, SUMMARY);
    this.training = training;
    this.metadata = metadata.toSpark().json();
    this.locations = locations;
    this.classes = classes;
  }

  /**
   * Places rows on executors.
   *
   * @param training unique id of the training
   * @param metadata the modalities to keep
   * @param locations where each partition belongs, as Spark names executors; its length is the
   *     number of partitions; empty strings leave it open
   * @param classes labels from here on are reported
   */
  public static ShardLoader place(
      Dataset<Row> rows,
      RowColumns columns,
      MultimodalMetadata metadata,
      String training,
      List<String> locations,
      int classes) {
    return new ShardLoader(
        RowPlacement.place(rows, columns, metadata, locations.size()).rdd(),
        training,
        metadata,
        locations,
        classes);
  }

  /**
   * Refuses a column that does not exist or holds no numbers.
   *
   * @param role of the column, for the message
   */
  public static void requireNumeric(StructType schema, String column, String role) {
    RowPlacement.numeric(schema, column, role);
  }

  /** A column's name in back quotes, so that dots in it are no field access. */
  public static String quoted(String column) {
    return RowPlacement.quoted(column);
  }

  /**
   * Loads all shards.
   *
   * @return what the driver needs to know of each, in order
   * @throws IllegalArgumentException if a row doesn't fit the metadata; wrapped by Spark
   */
  public List<ShardSummary> load() {
    return new JavaRDD<>(this, SUMMARY).collect();
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(ROW).partitions();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    return Locations.preferred(locations.get(split.index()));
  }

  @Override
  public scala.collection.Iterator<ShardSummary> compute(Partition split, TaskContext context) {
    Iterator<Tuple2<Long, byte[]>> rows =
        JavaConverters.asJavaIteratorConverter(firstParent(ROW).iterator(split, context)).asJava();
    LocalShard shard =
        LocalShards.require(
            training,
            split.index(),
            MultimodalMetadata.of(Metadata.fromJson(metadata)),
            new PlacedRows(rows));
    ShardSummary summary = ShardSummary.of(shard, classes);
    return JavaConverters.asScalaIteratorConverter(Collections.singletonList(summary).iterator())
        .asScala();
  }
}
