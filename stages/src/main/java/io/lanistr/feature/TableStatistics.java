package io.lanistr.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.skewness;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * What a table stage learns.
 *
 * @param scales one for each numeric column, then one for the days of each date column
 * @param dates how each date column is read
 * @param categories of each categorical column, most frequent first
 * @param buckets for other values of categorical columns, each having its bucket by a hash; 0: they
 *     are one
 */
record TableStatistics(
    List<NumberScale> scales,
    List<CalendarFeatures> dates,
    List<List<String>> categories,
    int buckets)
    implements Serializable {
  private static final int MOMENTS = 6;
  private static final int AGGREGATES = MOMENTS + 2;
  private static final int ACCURACY = 10_000;

  TableStatistics {
    scales = List.copyOf(scales);
    dates = List.copyOf(dates);
    categories = categories.stream().map(List::copyOf).toList();
  }

  /**
   * Scales of numeric columns, by one aggregation over all of them.
   *
   * @param columns finite doubles, null where they are missing
   * @param bins quantile bins of each column; 0: none
   * @param indicators whether columns with missing values say where they are missing
   * @param skewed a column whose skewness is beyond this is taken logarithmically, if that makes it
   *     less skewed; infinite: none is
   */
  static List<NumberScale> scales(
      Dataset<?> rows, List<Column> columns, double skewed, int bins, boolean indicators) {
    if (columns.isEmpty()) {
      return List.of();
    }
    List<Column> moments = new ArrayList<>();
    for (Column value : columns) {
      Column logarithm = NumberScale.signedLogarithm(value);
      for (Column shape : List.of(value, logarithm)) {
        moments.addAll(List.of(avg(shape), stddev_pop(shape), skewness(shape)));
      }
      moments.add(sum(when(value.isNull(), 1).otherwise(0)));
      moments.add(bins > 0 ? percentile_approx(value, shares(bins), lit(ACCURACY)) : lit(null));
    }
    Column[] rest = moments.subList(1, moments.size()).toArray(Column[]::new);
    Row found = rows.agg(moments.get(0), rest).first();
    List<NumberScale> scales = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int at = i * AGGREGATES;
      double plain = number(found, at + 2, 0);
      double logarithmic = number(found, at + 5, 0);
      boolean logarithm = Math.abs(plain) > skewed && Math.abs(logarithmic) < Math.abs(plain);
      at += logarithm ? 3 : 0;
      double mean = number(found, at, 0);
      double std = number(found, at + 1, 0);
      boolean varies = std > 1e-12 * Math.abs(mean);
      List<Double> bounds = bounds(found, i * AGGREGATES + MOMENTS + 1);
      boolean missing = number(found, i * AGGREGATES + MOMENTS, 0) > 0;
      scales.add(
          new NumberScale(
              logarithm, mean, varies ? std : 1, varies, bounds, indicators && missing));
    }
    return scales;
  }

  /**
   * The most frequent values of categorical columns, of equal counts the alphabetically first, by
   * one aggregation over all columns. At most {@code limit} values a column reach the driver.
   */
  static List<List<String>> categories(
      Dataset<?> rows, String[] columns, int limit, long minCount) {
    List<List<String>> categories = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      categories.add(new ArrayList<>());
    }
    if (columns.length == 0) {
      return categories;
    }
    Column[] values = Arrays.stream(columns).map(TableStatistics::category).toArray(Column[]::new);
    Column rank =
        row_number().over(Window.partitionBy("pos").orderBy(col("count").desc(), col("value")));
    rows.select(posexplode(array(values)).as(new String[] {"pos", "value"}))
        .where(col("value").isNotNull())
        .groupBy("pos", "value")
        .agg(count(lit(1)).as("count"))
        .where(col("count").geq(minCount))
        .withColumn("rank", rank)
        .where(col("rank").leq(limit))
        .orderBy("pos", "rank")
        .select("pos", "value")
        .collectAsList()
        .forEach(row -> categories.get(row.getInt(0)).add(row.getString(1)));
    return categories;
  }

  /** A categorical column as text. */
  static Column category(String column) {
    return Columns.named(column).cast("string");
  }

  private static double number(Row row, int at, double otherwise) {
    double value = row.isNullAt(at) ? Double.NaN : ((Number) row.get(at)).doubleValue();
    return Double.isNaN(value) ? otherwise : value;
  }

  /** The shares of rows at which bins begin and end. */
  private static Column shares(int bins) {
    Column[] shares = new Column[bins + 1];
    for (int i = 0; i <= bins; i++) {
      shares[i] = lit((double) i / bins);
    }
    return array(shares);
  }

  /** Quantiles without repetitions: a value that fills whole bins ends one of them. */
  private static List<Double> bounds(Row row, int at) {
    return row.isNullAt(at)
        ? List.of()
        : row.<Double>getList(at).stream().distinct().sorted().toList();
  }

  /** Short text that differs where the features of equal columns do. */
  String fingerprint() {
    int hash = categories.hashCode();
    for (CalendarFeatures date : dates) {
      hash = 31 * hash + date.hashCode();
    }
    return Integer.toHexString(31 * hash + buckets);
  }

  String toJson() {
    ObjectNode json = Json.object();
    ArrayNode numbers = json.putArray("scales");
    for (NumberScale scale : scales) {
      numbers
          .addObject()
          .put("logarithm", scale.logarithm())
          .put("mean", scale.mean())
          .put("std", scale.std())
          .put("varies", scale.varies())
          .put("indicator", scale.indicator())
          .putArray("bounds")
          .addAll(scale.bounds().stream().map(DoubleNode::valueOf).toList());
    }
    ArrayNode calendars = json.putArray("dates");
    dates.forEach(
        date -> calendars.addObject().put("timed", date.timed()).put("zone", date.zone()));
    json.put("buckets", buckets);
    ArrayNode values = json.putArray("categories");
    categories.forEach(list -> list.forEach(values.addArray()::add));
    return json.toString();
  }

  static TableStatistics fromJson(String file, String text) {
    JsonNode json = Json.parse(file, text, "scales", "dates", "buckets", "categories");
    List<NumberScale> scales = new ArrayList<>();
    for (JsonNode scale : json.get("scales")) {
      List<Double> bounds = new ArrayList<>();
      scale.get("bounds").forEach(bound -> bounds.add(bound.asDouble()));
      scales.add(
          new NumberScale(
              scale.get("logarithm").asBoolean(),
              scale.get("mean").asDouble(),
              scale.get("std").asDouble(),
              scale.get("varies").asBoolean(),
              bounds,
              scale.get("indicator").asBoolean()));
    }
    List<CalendarFeatures> dates = new ArrayList<>();
    for (JsonNode date : json.get("dates")) {
      dates.add(new CalendarFeatures(date.get("timed").asBoolean(), date.get("zone").asText()));
    }
    List<List<String>> categories = new ArrayList<>();
    for (JsonNode list : json.get("categories")) {
      List<String> values = new ArrayList<>();
      list.forEach(value -> values.add(value.asText()));
      categories.add(values);
    }
    return new TableStatistics(scales, dates, categories, json.get("buckets").asInt());
  }
}
