package io.lanistr.training.data;

import io.lanistr.training.MultimodalMetadata;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
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
 * One partition an executor, each with the {@link LocalShard} of its rows.
 *
 * <p>Computing a partition only looks the shard up; where it is not there, because this is the
 * first job or because the executor that had it is gone, it is written anew from the shuffled rows.
 */
public final class ShardRdd extends RDD<LocalShard> {
  private static final long serialVersionUID = 1L;
  private static final ClassTag<LocalShard> SHARD = ClassTag$.MODULE$.apply(LocalShard.class);
  private static final ClassTag<Tuple2<Long, byte[]>> ROW = ClassTag$.MODULE$.apply(Tuple2.class);

  private final String training;
  private final String metadata;
  private final List<String> locations;

  private ShardRdd(
      RDD<Tuple2<Long, byte[]>> rows,
      String training,
      MultimodalMetadata metadata,
      List<String> locations) {
    super(rows, SHARD);
    this.training = training;
    this.metadata = metadata.toSpark().json();
    this.locations = locations;
  }

  /**
   * Places rows on executors.
   *
   * @param training unique id of the training
   * @param metadata the modalities to keep
   * @param locations where each partition belongs, as Spark names executors; its length is the
   *     number of partitions; empty strings leave it open
   */
  public static ShardRdd place(
      Dataset<Row> rows,
      RowColumns columns,
      MultimodalMetadata metadata,
      String training,
      List<String> locations) {
    return new ShardRdd(
        RowPlacement.place(rows, columns, metadata, locations.size()).rdd(),
        training,
        metadata,
        locations);
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

  /** Unique id of the training. */
  public String training() {
    return training;
  }

  @Override
  public Partition[] getPartitions() {
    return firstParent(ROW).partitions();
  }

  @Override
  public Seq<String> getPreferredLocations(Partition split) {
    String location = locations.get(split.index());
    List<String> preferred = location.isEmpty() ? List.of() : Collections.singletonList(location);
    return JavaConverters.asScalaBufferConverter(preferred).asScala();
  }

  @Override
  public scala.collection.Iterator<LocalShard> compute(Partition split, TaskContext context) {
    LocalShard shard = LocalShards.find(training, split.index());
    if (shard == null) {
      Iterator<Tuple2<Long, byte[]>> rows =
          JavaConverters.asJavaIteratorConverter(firstParent(ROW).iterator(split, context))
              .asJava();
      shard =
          LocalShards.require(
              training,
              split.index(),
              MultimodalMetadata.of(Metadata.fromJson(metadata)),
              new Values(rows));
    }
    return JavaConverters.asScalaIteratorConverter(Collections.singletonList(shard).iterator())
        .asScala();
  }

  private record Values(Iterator<Tuple2<Long, byte[]>> rows) implements Iterator<byte[]> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public byte[] next() {
      return rows.next()._2();
    }
  }
}
