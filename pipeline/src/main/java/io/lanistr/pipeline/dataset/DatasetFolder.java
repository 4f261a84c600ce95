package io.lanistr.pipeline.dataset;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A data set in a folder of Parquet, checked and in a uniform shape: {@code id} is a string, {@code
 * label} an int that is -1 where there is none, numbers are doubles without NaN, categories are
 * strings; blank texts, empty images and empty series are null.
 *
 * @param name what to call it
 * @param columns which columns mean what; what no training row has is left out
 * @param train the rows to learn from, labelled or not; all have some modality
 * @param test the rows to score: all are labelled
 * @param profile what it holds
 * @param images what the pictures are like
 * @param warnings what was left out, for people
 */
public record DatasetFolder(
    String name,
    ColumnConvention columns,
    Dataset<Row> train,
    Dataset<Row> test,
    DatasetProfile profile,
    ImageProfile images,
    List<String> warnings) {
  /** Copies the warnings. */
  public DatasetFolder {
    warnings = List.copyOf(warnings);
  }

  /**
   * Opens and checks a folder. Reads all of its rows a few times.
   *
   * @param path a folder on any file system that Spark knows
   * @throws DatasetException if the table breaks the convention
   */
  public static DatasetFolder open(
      SparkSession spark, String path, String name, DatasetLimits limits) {
    Dataset<Row> raw;
    try {
      raw = spark.read().parquet(path);
    } catch (Exception e) {
      if (e instanceof AnalysisException) {
        throw new DatasetException(
            path, "no Parquet can be read there: " + e.getMessage().lines().findFirst().orElse(""));
      }
      throw e;
    }
    ColumnConvention columns = ColumnConvention.of(raw.schema(), path);
    return DatasetCheck.of(uniform(raw, columns), columns, name, path, limits);
  }

  private static Dataset<Row> uniform(Dataset<Row> raw, ColumnConvention columns) {
    List<Column> all = new ArrayList<>();
    all.add(col(ColumnConvention.ID).cast("string").as(ColumnConvention.ID));
    all.add(
        coalesce(col(ColumnConvention.LABEL).cast("bigint"), lit((long) ColumnConvention.NO_LABEL))
            .as(ColumnConvention.LABEL));
    if (columns.named()) {
      all.add(col(ColumnConvention.LABEL_NAME).cast("string").as(ColumnConvention.LABEL_NAME));
    }
    all.add(col(ColumnConvention.SPLIT));
    for (Modality modality : columns.ordered()) {
      switch (modality) {
        case TEXT -> all.add(unless(length(trim(col(ColumnConvention.TEXT))).equalTo(0), "text"));
        case IMAGE -> all.add(unless(length(col(ColumnConvention.IMAGE)).equalTo(0), "image"));
        case SERIES -> {
          Column series = col(ColumnConvention.SERIES).cast("array<array<float>>");
          all.add(when(size(series).gt(0), series).as(ColumnConvention.SERIES));
        }
        case TABLE -> {
          for (String number : columns.numeric()) {
            Column value = col(number).cast("double");
            all.add(when(not(isnan(value)), value).as(number));
          }
          columns.categorical().forEach(name -> all.add(col(name).cast("string").as(name)));
        }
      }
    }
    return raw.select(all.toArray(Column[]::new));
  }

  private static Column unless(Column empty, String name) {
    return when(not(empty), col(name)).as(name);
  }
}
