package io.lanistr.feature;

import static org.apache.spark.sql.functions.array;
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
 * Table columns to one array of floats, numeric columns first. A row in which every column is
 * missing gets null.
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

  /** Mean of each numeric column, after the logarithm where one is taken. */
  public double[] mean() {
    return statistics.scales().stream().mapToDouble(NumberScale::mean).toArray();
  }

  /** Standard deviation of each numeric column, after the logarithm where one is taken. */
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
      features.addAll(statistics.scales().get(i).apply(numeric[i]));
      present.add(NumberScale.finite(numeric[i]).isNotNull());
    }
    String[] categorical = getCategoricalCols();
    for (int i = 0; i < categorical.length; i++) {
      features.add(index(categorical[i], statistics.categories().get(i)));
      present.add(Columns.named(categorical[i]).isNotNull());
    }
    Column table =
        when(
            present.stream().reduce(Column::or).orElseThrow(),
            array(features.toArray(Column[]::new)));
    return dataset.toDF().withColumn(field.name(), table.as(field.name(), field.metadata()));
  }

  /** The index of a value as float; 0 for one that is unknown or missing. */
  private static Column index(String column, List<String> categories) {
    HashMap<String, Float> indices = new HashMap<>();
    categories.forEach(value -> indices.put(value, indices.size() + 1f));
    UDF1<String, Float> lookup = value -> indices.getOrDefault(value, 0f);
    return functions
        .udf(lookup, DataTypes.FloatType)
        .withName("categoryIndex")
        .asNonNullable()
        .apply(TableStatistics.category(column));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    checkInput(this, schema);
    if (getNumericCols().length != statistics.scales().size()
        || getCategoricalCols().length != statistics.categories().size()) {
      throw new IllegalArgumentException(
          "%s was fitted with %d numeric and %d categorical columns, but numericCols names %d and"
                  .formatted(
                      uid,
                      statistics.scales().size(),
                      statistics.categories().size(),
                      getNumericCols().length)
              + " categoricalCols %d; fit again".formatted(getCategoricalCols().length));
    }
    return Columns.append(this, schema, outputField());
  }

  private StructField outputField() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < getNumericCols().length; i++) {
      names.addAll(statistics.scales().get(i).names(getNumericCols()[i]));
    }
    List<Integer> cardinalities = new ArrayList<>(Collections.nCopies(names.size(), 0));
    names.addAll(Arrays.asList(getCategoricalCols()));
    statistics.categories().forEach(values -> cardinalities.add(values.size() + 1));
    String fingerprint = Integer.toHexString(statistics.categories().hashCode());
    MultimodalMetadata metadata =
        new MultimodalMetadata(
            null, null, null, new MultimodalMetadata.Table(names, cardinalities, fingerprint));
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
          stage.uid() + ": neither numericCols nor categoricalCols names a column");
    }
  }

  private static void unique(TabularParams<?> stage, Set<String> seen, String column) {
    if (!seen.add(column)) {
      throw new IllegalArgumentException(
          "%s: column '%s' is named twice in numericCols and categoricalCols"
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
