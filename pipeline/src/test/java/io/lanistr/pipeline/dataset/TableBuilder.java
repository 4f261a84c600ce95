package io.lanistr.pipeline.dataset;

import io.lanistr.pipeline.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Writes small tables of the column convention. */
final class TableBuilder {
  private final StructType schema;
  private final List<Row> rows = new ArrayList<>();

  /** A table with columns such as {@code id string, label int}. */
  TableBuilder(String ddl) {
    this.schema = StructType.fromDDL(ddl);
  }

  TableBuilder row(Object... values) {
    rows.add(RowFactory.create(values));
    return this;
  }

  /** Writes the table as Parquet and tells where. */
  String write(Path folder) {
    String path = folder.resolve("table").toString();
    LocalSpark.session().createDataFrame(rows, schema).write().mode("overwrite").parquet(path);
    return path;
  }

  /** Writes the table and opens it as a data set. */
  DatasetFolder open(Path folder) {
    return open(folder, DatasetLimits.NoModality.DROP);
  }

  DatasetFolder open(Path folder, DatasetLimits.NoModality policy) {
    return DatasetFolder.open(
        LocalSpark.session(),
        write(folder),
        "sample",
        new DatasetLimits(100, policy, DatasetLimits.BrokenImage.MISSING));
  }
}
