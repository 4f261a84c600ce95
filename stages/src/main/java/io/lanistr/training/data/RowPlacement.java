package io.lanistr.training.data;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;
import scala.math.Ordering$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Lays rows out over a number of partitions so that the layout depends on the rows alone.
 *
 * <p>Each row gets a 64-bit key, a hash of all that it holds. Partition p of P takes the p-th P-th
 * part of the key range, sorted. So the partitions one after another hold the same sequence of rows
 * whatever P is and however the input was partitioned; sizes differ by chance only, with a relative
 * spread of about sqrt(P / rows). Rows of equal keys are equal rows, so their order does not
 * matter.
 */
public final class RowPlacement {
  /** Columns of the rows that {@link #place} yields. */
  static final StructType LAYOUT =
      new StructType()
          .add("rowId", DataTypes.LongType)
          .add("text", MultimodalSchema.TEXT_TYPE)
          .add("image", MultimodalSchema.IMAGE_TYPE)
          .add("series", MultimodalSchema.SERIES_TYPE.apply(MultimodalSchema.VALUES).dataType())
          .add("table", MultimodalSchema.TABLE_TYPE)
          .add("label", DataTypes.IntegerType)
          .add("weight", DataTypes.FloatType)
          .add("target", MultimodalSchema.TABLE_TYPE)
          .add("key", DataTypes.LongType);

  static final int ROW_ID = 0;
  static final int TEXT = 1;
  static final int IMAGE = 2;
  static final int SERIES = 3;
  static final int TABLE = 4;
  static final int LABEL = 5;
  static final int WEIGHT = 6;
  static final int TARGET = 7;
  private static final int KEY = 8;

  private RowPlacement() {}

  /**
   * The rows as (key, bytes of an {@link UnsafeRow} of {@link #LAYOUT}), each partition sorted by
   * key.
   *
   * @throws IllegalArgumentException if a column is missing or has a wrong type
   */
  static JavaPairRDD<Long, byte[]> place(
      Dataset<Row> rows, RowColumns columns, MultimodalMetadata metadata, int partitions) {
    JavaPairRDD<Long, byte[]> keyed =
        layout(rows, columns, metadata)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitionsToPair(new ToBytes());
    ClassTag<Long> longs = ClassTag$.MODULE$.apply(Long.class);
    ClassTag<byte[]> bytes = ClassTag$.MODULE$.apply(byte[].class);
    ShuffledRDD<Long, byte[], byte[]> placed =
        new ShuffledRDD<>(keyed.rdd(), new KeyRanges(partitions), longs, bytes, bytes)
            .setKeyOrdering(Ordering$.MODULE$.comparatorToOrdering(new UnsignedOrder()))
            .setSerializer(forLargeRows());
    return new JavaPairRDD<>(placed, longs, bytes);
  }

  /**
   * Java's serialisation remembers the last hundred objects of each stream, and sorting what
   * exceeds memory reads many streams at once: of large rows, that is more than executors have.
   */
  private static KryoSerializer forLargeRows() {
    return new KryoSerializer(
        new SparkConf(false)
            .set("spark.kryo.referenceTracking", "false")
            .set("spark.kryoserializer.buffer.max", "1g"));
  }

  private static Dataset<Row> layout(
      Dataset<Row> rows, RowColumns columns, MultimodalMetadata metadata) {
    StructType schema = rows.schema();
    MultimodalSchema.require(schema, columns.multimodal());
    Column row = col(quoted(columns.multimodal()));
    Column series = row.getField(MultimodalSchema.SERIES).getField(MultimodalSchema.VALUES);
    Column[] cells = {
      row.getField(MultimodalSchema.ROW_ID),
      cell(metadata.text() != null, row.getField(MultimodalSchema.TEXT), TEXT),
      cell(metadata.image() != null, row.getField(MultimodalSchema.IMAGE), IMAGE),
      cell(metadata.series() != null, series, SERIES),
      cell(metadata.table() != null, row.getField(MultimodalSchema.TABLE), TABLE),
      label(schema, columns),
      weight(schema, columns),
      targets(schema, columns)
    };
    String[] names = LAYOUT.fieldNames();
    Column[] named = new Column[names.length];
    for (int i = 0; i < cells.length; i++) {
      named[i] = cells[i].as(names[i]);
    }
    named[KEY] = xxhash64(cells).as(names[KEY]);
    return rows.select(named);
  }

  private static Column cell(boolean exists, Column column, int field) {
    DataType type = LAYOUT.apply(field).dataType();
    return exists ? column : lit(null).cast(type);
  }

  private static Column label(StructType schema, RowColumns columns) {
    if (columns.label() == null) {
      return lit(-1);
    }
    Column label = numeric(schema, columns.label(), "label");
    Column whole = label.equalTo(floor(label)).and(label.geq(-1)).and(label.lt(Integer.MAX_VALUE));
    Column refusal =
        raise_error(
            concat(
                lit("Label column '" + columns.label() + "' must hold whole numbers, not "),
                label.cast("string"),
                lit(" (row id "),
                rowId(columns),
                lit(").")));
    return when(label.isNull(), lit(-1))
        .when(whole, label.cast("int"))
        .otherwise(refusal.cast("int"));
  }

  private static Column weight(StructType schema, RowColumns columns) {
    if (columns.weight() == null) {
      return lit(1f);
    }
    Column weight = numeric(schema, columns.weight(), "weight");
    Column valid = weight.geq(0).and(weight.leq(Float.MAX_VALUE)).and(isnan(weight).equalTo(false));
    Column refusal =
        raise_error(
            concat(
                lit(
                    "Weight column '"
                        + columns.weight()
                        + "' must hold numbers of at least 0, not "),
                coalesce(weight.cast("string"), lit("null")),
                lit(" (row id "),
                rowId(columns),
                lit(").")));
    return when(valid, weight.cast("float")).otherwise(refusal.cast("float"));
  }

  private static Column targets(StructType schema, RowColumns columns) {
    DataType floats = LAYOUT.apply(TARGET).dataType();
    if (columns.targets() == null) {
      return lit(null).cast(floats);
    }
    return transform(
        col(quoted(require(schema, columns.targets(), "target").name())),
        number -> coalesce(number.cast("float"), lit(Float.NaN)));
  }

  private static Column rowId(RowColumns columns) {
    return col(quoted(columns.multimodal())).getField(MultimodalSchema.ROW_ID).cast("string");
  }

  static Column numeric(StructType schema, String name, String role) {
    DataType type = require(schema, name, role).dataType();
    List<DataType> accepted =
        List.of(
            DataTypes.ByteType,
            DataTypes.ShortType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.FloatType,
            DataTypes.DoubleType);
    if (!accepted.contains(type)) {
      throw new IllegalArgumentException(
          "The " + role + " column '" + name + "' must be numeric, but is " + type.catalogString());
    }
    return col(quoted(name)).cast("double");
  }

  private static StructField require(StructType schema, String name, String role) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          "The "
              + role
              + " column '"
              + name
              + "' does not exist. Columns: "
              + String.join(", ", schema.fieldNames()));
    }
    return schema.apply(name);
  }

  static String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  private static final class ToBytes
      implements org.apache.spark.api.java.function.PairFlatMapFunction<
          Iterator<InternalRow>, Long, byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Tuple2<Long, byte[]>> call(Iterator<InternalRow> rows) {
      UnsafeProjection projection = UnsafeProjection.create(LAYOUT);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Tuple2<Long, byte[]> next() {
          InternalRow row = rows.next();
          UnsafeRow unsafe = row instanceof UnsafeRow u ? u : projection.apply(row);
          return new Tuple2<>(unsafe.getLong(KEY), unsafe.copy().getBytes());
        }
      };
    }
  }

  /** Equal parts of the range of unsigned 64-bit keys. */
  private static final class KeyRanges extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final int partitions;

    KeyRanges(int partitions) {
      this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object key) {
      return (int) (((Long) key >>> 33) * partitions >>> 31);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof KeyRanges k && k.partitions == partitions;
    }

    @Override
    public int hashCode() {
      return partitions;
    }
  }

  private static final class UnsignedOrder implements Comparator<Long>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Long a, Long b) {
      return Long.compareUnsigned(a, b);
    }
  }
}
