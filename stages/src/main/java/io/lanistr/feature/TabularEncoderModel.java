package io.lanistr.feature;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.when;

import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Table columns to one array of floats: numeric columns, dates, categories. A row in which every
 * column is missing gets null.
 */
public final class TabularEncoderModel extends Model<TabularEncoderModel>
    implements TabularParams<TabularEncoderModel>, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "statistics.json";

  private final String uid;
  private final ParamTable table;
  private final TableStatistics statistics;

  TabularEncoderModel(String uid, TableStatistics statistics) {
    this.uid = uid;
    this.statistics = statistics;
    table = new ParamTable(this);
    TabularParams.define(table);
  }

  /**
   * Mean of each numeric column, and of the days of each date column, after the logarithm where one
   * is taken.
   */
  public double[] mean() {
    return statistics.scales().stream().mapToDouble(NumberScale::mean).toArray();
  }

  /** Standard deviation of the same. */
  public double[] std() {
    return statistics.scales().stream().mapToDouble(NumberScale::std).toArray();
  }

  /** Which numeric columns are taken as sign(x) ln(1 + |x|). */
  public List<Boolean> logarithmic() {
    return statistics.scales().stream().map(NumberScale::logarithm).toList();
  }

  /** The values of each categorical column; the first has index 1. */
  public List<List<String>> categories() {
    return statistics.categories();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    StructField field = outputField();
    List<Column> features = new ArrayList<>();
    List<Column> present = new ArrayList<>();
    String[] numeric = getNumericCols();
    for (int i = 0; i < numeric.length; i++) {
      Column value = NumberScale.finite(numeric[i]);
      features.addAll(statistics.scales().get(i).apply(value));
      present.add(value.isNotNull());
    }
    String[] dates = getDateCols();
    for (int i = 0; i < dates.length; i++) {
      CalendarFeatures date = statistics.dates().get(i);
      Column days = NumberScale.finite(date.days(dates[i]));
      features.addAll(statistics.scales().get(numeric.length + i).apply(days));
      features.addAll(date.apply(dates[i]));
      present.add(days.isNotNull());
    }
    String[] categorical = getCategoricalCols();
    for (int i = 0; i < categorical.length; i++) {
      features.add(index(categorical[i], statistics.categories().get(i), statistics.buckets()));
      present.add(Columns.named(categorical[i]).isNotNull());
    }
    Column table =
        when(
            present.stream().reduce(Column::or).orElseThrow(),
            array(features.toArray(Column[]::new)));
    return dataset.toDF().withColumn(field.name(), table.as(field.name(), field.metadata()));
  }

  /** The index of a value as float; 0 for one that is missing, or unknown and without a bucket. */
  private static Column index(String column, List<String> categories, int buckets) {
    HashMap<String, Float> indices = new HashMap<>();
    categories.forEach(value -> indices.put(value, indices.size() + 1f));
    Column value = TableStatistics.category(column);
    UDF1<String, Float> lookup = indices::get;
    Column known =
        functions.udf(lookup, DataTypes.FloatType).withName("categoryIndex").apply(value);
    // Spark's hash is Murmur3 of the UTF-8 bytes with a fixed seed.
    Column bucket =
        buckets == 0
            ? lit(0f)
            : when(value.isNotNull(), pmod(hash(value), lit(buckets)).plus(1 + categories.size()));
    return coalesce(known, bucket, lit(0f)).cast(DataTypes.FloatType);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    checkInput(this, schema);
    if (getNumericCols().length != statistics.scales().size() - statistics.dates().size()
        || getDateCols().length != statistics.dates().size()
        || getCategoricalCols().length != statistics.categories().size()) {
      throw new IllegalArgumentException(
          "%s was fitted with %d numeric, %d date and %d categorical columns, but numericCols names"
                  .formatted(
                      uid,
                      statistics.scales().size() - statistics.dates().size(),
                      statistics.dates().size(),
                      statistics.categories().size())
              + " %d, dateCols %d and categoricalCols %d; fit again"
                  .formatted(
                      getNumericCols().length, getDateCols().length, getCategoricalCols().length));
    }
    for (int i = 0; i < getDateCols().length; i++) {
      requireFitted(schema, getDateCols()[i], statistics.dates().get(i));
    }
    return Columns.append(this, schema, outputField());
  }

  private void requireFitted(StructType schema, String column, CalendarFeatures date) {
    boolean timed = schema.apply(column).dataType().equals(DataTypes.TimestampType);
    if (timed != date.timed()) {
      throw new IllegalArgumentException(
          "%s: column '%s' (dateCols) was %s when the encoder was fitted, but is %s; cast it"
              .formatted(
                  uid, column, date.timed() ? "timestamp" : "date", timed ? "timestamp" : "date"));
    }
  }

  private StructField outputField() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < getNumericCols().length; i++) {
      names.addAll(statistics.scales().get(i).names(getNumericCols()[i]));
    }
    for (int i = 0; i < getDateCols().length; i++) {
      String column = getDateCols()[i];
      names.addAll(statistics.scales().get(getNumericCols().length + i).names(column));
      names.addAll(statistics.dates().get(i).names(column));
    }
    List<Integer> cardinalities = new ArrayList<>(Collections.nCopies(names.size(), 0));
    names.addAll(Arrays.asList(getCategoricalCols()));
    statistics
        .categories()
        .forEach(values -> cardinalities.add(values.size() + 1 + statistics.buckets()));
    MultimodalMetadata metadata =
        new MultimodalMetadata(
            null,
            null,
            null,
            new MultimodalMetadata.Table(names, cardinalities, statistics.fingerprint()));
    return new StructField(getOutputCol(), MultimodalSchema.TABLE_TYPE, true, metadata.toSpark());
  }

  static void checkInput(TabularParams<?> stage, StructType schema) {
    Set<String> seen = new HashSet<>();
    for (String column : stage.getNumericCols()) {
      Columns.require(
          stage,
          schema,
          "numericCols",
          column,
          "a number or boolean",
          type -> type instanceof NumericType || type instanceof BooleanType);
      unique(stage, seen, column);
    }
    for (String column : stage.getDateCols()) {
      Columns.require(
          stage,
          schema,
          "dateCols",
          column,
          "a date or timestamp",
          type -> type.equals(DataTypes.DateType) || type.equals(DataTypes.TimestampType));
      unique(stage, seen, column);
    }
    for (String column : stage.getCategoricalCols()) {
      Columns.require(
          stage,
          schema,
          "categoricalCols",
          column,
          "a string, whole number or boolean",
          type ->
              type instanceof StringType
                  || type instanceof BooleanType
                  || (type instanceof NumericType && !(type instanceof FractionalType)));
      unique(stage, seen, column);
    }
    if (seen.isEmpty()) {
      throw new IllegalArgumentException(
          stage.uid() + ": none of numericCols, dateCols and categoricalCols names a column");
    }
  }

  private static void unique(TabularParams<?> stage, Set<String> seen, String column) {
    if (!seen.add(column)) {
      throw new IllegalArgumentException(
          "%s: column '%s' is named twice in numericCols, dateCols and categoricalCols"
              .formatted(stage.uid(), column));
    }
  }

  @Override
  public TabularEncoderModel copy(ParamMap extra) {
    return copyValues(new TabularEncoderModel(uid, statistics), extra).setParent(parent());
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable table() {
    return table;
  }

  @Override
  public MLWriter write() {
    return StateFiles.writer(this, FILE, statistics.toJson());
  }

  public static MLReader<TabularEncoderModel> read() {
    return StateFiles.reader(
        TabularEncoderModel.class,
        FILE,
        (uid, text) -> new TabularEncoderModel(uid, TableStatistics.fromJson(FILE, text)));
  }

  public static TabularEncoderModel load(String path) {
    return read().load(path);
  }
}
