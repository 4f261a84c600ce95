package io.lanistr.feature;

import static org.apache.spark.sql.functions.array_max;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * What a series stage learns.
 *
 * @param channels number of channels of every step
 * @param maxSteps greatest number of steps that is put out
 * @param mean of each channel over what was observed; 0 for one never observed
 * @param std of each channel; 1 for one that never varies
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
record SeriesStatistics(int channels, int maxSteps, double[] mean, double[] std)
    implements Serializable {
  private static final StructType MOMENTS =
      new StructType()
          .add("n", DataTypes.LongType)
          .add("sum", DataTypes.DoubleType)
          .add("squares", DataTypes.DoubleType);

  /** Number of channels and greatest number of steps. */
  record Shape(int channels, int steps) {}

  /**
   * The shape of a column's series, by one aggregation over array sizes.
   *
   * @param where stage and column, in words
   */
  static Shape shape(Dataset<?> rows, Column series, String where) {
    Column widths = transform(series, step -> when(step.isNotNull(), size(step)));
    Row found =
        rows.select(
                array_min(widths).as("least"),
                array_max(widths).as("most"),
                size(series).as("steps"))
            .agg(min("least"), max("most"), max(when(col("most").isNotNull(), col("steps"))))
            .first();
    if (found.isNullAt(0) || found.getInt(1) == 0) {
      throw new IllegalArgumentException(
          where + " holds no series in the rows given to fit; leave this stage out");
    }
    if (found.getInt(0) != found.getInt(1)) {
      throw new IllegalArgumentException(
          "%s has steps of %d and steps of %d channels; every step needs the same channels, with"
                  .formatted(where, found.getInt(0), found.getInt(1))
              + " null for a gap");
    }
    return new Shape(found.getInt(0), found.getInt(2));
  }

  /** Mean and standard deviation of each channel, by one aggregation over gridded series. */
  static SeriesStatistics of(
      Dataset<?> rows, Column series, Column times, SeriesReader reader, int channels, int steps) {
    UDF2<Seq<Seq<?>>, Seq<?>, List<Row>> moments =
        (values, stamps) -> moments(reader.read(values, stamps), channels);
    List<Row> found =
        rows.select(
                posexplode(
                    functions
                        .udf(moments, DataTypes.createArrayType(MOMENTS))
                        .withName("seriesMoments")
                        .apply(series, times)))
            .groupBy("pos")
            .agg(sum("col.n"), sum("col.sum"), sum("col.squares"))
            .collectAsList();
    double[] mean = new double[channels];
    double[] std = new double[channels];
    Arrays.fill(std, 1);
    for (Row row : found) {
      int c = row.getInt(0);
      long n = row.getLong(1);
      if (n > 0) {
        mean[c] = row.getDouble(2) / n;
        double variance = row.getDouble(3) / n - mean[c] * mean[c];
        // Below this share of the mean's square only rounding is left.
        std[c] = variance > 1e-12 * mean[c] * mean[c] ? Math.sqrt(variance) : 1;
      }
    }
    return new SeriesStatistics(channels, steps, mean, std);
  }

  private static List<Row> moments(float[] grid, int channels) {
    if (grid == null) {
      return null;
    }
    List<Row> rows = new ArrayList<>(channels);
    for (int c = 0; c < channels; c++) {
      long n = 0;
      double sum = 0;
      double squares = 0;
      for (int i = c; i < grid.length; i += channels) {
        if (!Float.isNaN(grid[i])) {
          n++;
          sum += grid[i];
          squares += (double) grid[i] * grid[i];
        }
      }
      rows.add(RowFactory.create(n, sum, squares));
    }
    return rows;
  }

  String toJson() {
    ObjectNode json = Json.object();
    json.put("channels", channels);
    json.put("maxSteps", maxSteps);
    Json.put(json, "mean", mean);
    Json.put(json, "std", std);
    return json.toString();
  }

  static SeriesStatistics fromJson(String file, String text) {
    JsonNode json = Json.parse(file, text, "channels", "maxSteps", "mean", "std");
    return new SeriesStatistics(
        json.get("channels").asInt(),
        json.get("maxSteps").asInt(),
        Json.doubles(json.get("mean")),
        Json.doubles(json.get("std")));
  }
}
