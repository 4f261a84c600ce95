package io.lanistr.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.JavaConverters;

/** Tables in tests: contents to compare, streams of the same rows. */
public final class Frames {
  private Frames() {}

  /** The rows as JSON, in alphabetical order: equal for equal contents in any partitioning. */
  public static List<String> contents(Dataset<Row> frame) {
    List<String> rows = new ArrayList<>(frame.toJSON().collectAsList());
    Collections.sort(rows);
    return rows;
  }

  /** A table of the given rows and schema, column metadata included. */
  public static Dataset<Row> of(StructType schema, Row... rows) {
    return LocalSpark.session().createDataFrame(List.of(rows), schema);
  }

  /** One row of nulls, every column nullable. */
  static Dataset<Row> nulls(StructType schema) {
    StructType nullable = new StructType();
    for (StructField f : schema.fields()) {
      nullable = nullable.add(new StructField(f.name(), f.dataType(), true, f.metadata()));
    }
    return of(nullable, RowFactory.create(new Object[schema.size()]));
  }

  /** What {@code stage} makes of the rows when they come as a stream, in two micro-batches. */
  static Dataset<Row> streamed(Transformer stage, Dataset<Row> rows)
      throws TimeoutException, StreamingQueryException {
    SparkSession session = LocalSpark.session();
    MemoryStream<Row> source =
        new MemoryStream<>(0, session.sqlContext(), Option.empty(), Encoders.row(rows.schema()));
    String name = "stream_" + UUID.randomUUID().toString().replace('-', '_');
    StreamingQuery query =
        stage
            .transform(withMetadata(source.toDF(), rows.schema()))
            .writeStream()
            .format("memory")
            .queryName(name)
            .start();
    try {
      List<Row> all = rows.collectAsList();
      int half = all.size() / 2;
      for (List<Row> batch : List.of(all.subList(0, half), all.subList(half, all.size()))) {
        source.addData(JavaConverters.asScalaBuffer(batch));
        query.processAllAvailable();
      }
    } finally {
      query.stop();
    }
    return session.table(name);
  }

  /** A row encoder drops what the columns' metadata says. */
  private static Dataset<Row> withMetadata(Dataset<Row> frame, StructType schema) {
    Column[] columns = new Column[schema.size()];
    for (int i = 0; i < columns.length; i++) {
      StructField field = schema.fields()[i];
      columns[i] = functions.col("`" + field.name() + "`").as(field.name(), field.metadata());
    }
    return frame.select(columns);
  }
}
