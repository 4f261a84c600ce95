package io.lanistr.pipeline.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts of rows by split and label, taken in one pass. */
final class RowCounts {
  private static final String ROWS = "rows";
  private static final String NULL_IDS = "null_ids";
  private static final String NAME = "name";
  private static final String EMPTY = "empty";
  private static final String LEAST_CHANNELS = "least_channels";
  private static final String MOST_CHANNELS = "most_channels";

  private final List<Row> groups;

  private RowCounts(List<Row> groups) {
    this.groups = groups;
  }

  static RowCounts of(Dataset<Row> rows, ColumnConvention columns) {
    List<Column> counts = new ArrayList<>();
    counts.add(count(lit(1)).as(ROWS));
    counts.add(count_if(col(ColumnConvention.ID).isNull()).as(NULL_IDS));
    counts.add(
        (columns.named() ? min(col(ColumnConvention.LABEL_NAME)) : lit(null).cast("string"))
            .as(NAME));
    Column any = Presence.ofAny(columns, columns.modalities());
    counts.add(count_if(not(any)).as(EMPTY));
    boolean series = columns.modalities().contains(Modality.SERIES);
    counts.add((series ? min(leastChannelsOfRow()) : lit(null).cast("int")).as(LEAST_CHANNELS));
    counts.add((series ? max(mostChannelsOfRow()) : lit(null).cast("int")).as(MOST_CHANNELS));
    for (Modality modality : columns.ordered()) {
      counts.add(count_if(Presence.of(columns, modality)).as(presence(modality)));
    }
    if (columns.modalities().contains(Modality.TABLE)) {
      columns
          .columns(Modality.TABLE)
          .forEach(name -> counts.add(count(col(name)).as(filled(name))));
    }
    return new RowCounts(
        rows.groupBy(ColumnConvention.SPLIT, ColumnConvention.LABEL)
            .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
            .collectAsList());
  }

  static Column leastChannelsOfRow() {
    return expr("array_min(transform(timeseries, step -> coalesce(size(step), 0)))");
  }

  static Column mostChannelsOfRow() {
    return expr("array_max(transform(timeseries, step -> coalesce(size(step), 0)))");
  }

  long rows() {
    return sum(row -> true, ROWS);
  }

  long rows(String split) {
    return sum(of(split), ROWS);
  }

  long rows(String split, long label) {
    return sum(of(split).and(row -> label(row) == label), ROWS);
  }

  long nullIds() {
    return sum(row -> true, NULL_IDS);
  }

  /** Rows without any modality. */
  long empty() {
    return sum(row -> true, EMPTY);
  }

  /** The values of the split column, null among them. */
  List<String> splits() {
    return groups.stream().map(RowCounts::split).distinct().toList();
  }

  long leastLabel() {
    return groups.stream().mapToLong(RowCounts::label).min().orElseThrow();
  }

  long mostLabel() {
    return groups.stream().mapToLong(RowCounts::label).max().orElseThrow();
  }

  /** The labels that occur, ascending. */
  List<Long> labels(String split) {
    return groups.stream()
        .filter(of(split))
        .map(RowCounts::label)
        .filter(label -> label >= 0)
        .sorted()
        .toList();
  }

  /** The fewest channels of a step; 1 where there is no series at all. */
  int leastChannels() {
    return channels(LEAST_CHANNELS).min().orElse(1);
  }

  /** The most channels of a step; 1 where there is no series at all. */
  int mostChannels() {
    return channels(MOST_CHANNELS).max().orElse(1);
  }

  long present(String split, Modality modality) {
    return sum(of(split), presence(modality));
  }

  /** Training rows in which a column of the table is not null. */
  long filledInTraining(String column) {
    return sum(of(ColumnConvention.TRAIN), filled(column));
  }

  DatasetProfile profile(ColumnConvention columns, int classes) {
    Map<Modality, Long> train = new LinkedHashMap<>();
    Map<Modality, Long> test = new LinkedHashMap<>();
    for (Modality modality : columns.ordered()) {
      train.put(modality, present(ColumnConvention.TRAIN, modality));
      test.put(
          modality, sum(of(ColumnConvention.TEST).and(row -> label(row) >= 0), presence(modality)));
    }
    List<Long> trainByClass = byClass(ColumnConvention.TRAIN, classes);
    List<Long> testByClass = byClass(ColumnConvention.TEST, classes);
    return new DatasetProfile(
        rows(ColumnConvention.TRAIN),
        testByClass.stream().mapToLong(v -> v).sum(),
        trainByClass.stream().mapToLong(v -> v).sum(),
        names(classes),
        trainByClass,
        testByClass,
        train,
        test);
  }

  private List<Long> byClass(String split, int classes) {
    List<Long> counts = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      counts.add(rows(split, label));
    }
    return counts;
  }

  private List<String> names(int classes) {
    String[] names = new String[classes];
    Arrays.setAll(names, label -> "class " + label);
    for (Row row : groups) {
      String name = row.getAs(NAME);
      if (label(row) >= 0 && name != null) {
        names[(int) label(row)] = name;
      }
    }
    return List.of(names);
  }

  private IntStream channels(String column) {
    return groups.stream()
        .filter(row -> row.getAs(column) != null)
        .mapToInt(row -> row.<Integer>getAs(column));
  }

  private long sum(Predicate<Row> which, String column) {
    ToLongFunction<Row> value = row -> row.<Long>getAs(column);
    return groups.stream().filter(which).mapToLong(value).sum();
  }

  private static Predicate<Row> of(String split) {
    return row -> Objects.equals(split(row), split);
  }

  private static String split(Row row) {
    return row.getAs(ColumnConvention.SPLIT);
  }

  private static long label(Row row) {
    return row.<Long>getAs(ColumnConvention.LABEL);
  }

  private static String presence(Modality modality) {
    return "present_" + modality.key();
  }

  private static String filled(String column) {
    return "filled_" + column;
  }
}
