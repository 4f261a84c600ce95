package io.lanistr.sampling;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.shiftrightunsigned;
import static org.apache.spark.sql.functions.when;

import io.lanistr.feature.Columns;
import io.lanistr.feature.ParamTable;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Says of each row whether it is for training, validation or test, so that all rows of a group (a
 * patient, a product) are for the same. Each group falls by a hash of its name and the seed: new
 * rows never move old ones, and shares are exact only in the mean, closer the more groups there
 * are.
 */
public final class GroupSplit extends Transformer
    implements GroupParams<GroupSplit>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The values of the output column. */
  public static final String TRAIN = "train";

  public static final String VALIDATION = "validation";
  public static final String TEST = "test";

  /** Bits that a double holds exactly. */
  private static final int EXACT = 53;

  private final String uid;
  private final ParamTable table;

  public GroupSplit(String uid) {
    this.uid = uid;
    table = new ParamTable(this);
    GroupParams.define(table);
    share("validationFraction", "share of the groups whose rows are for validation");
    share("testFraction", "share of the groups whose rows are for test");
  }

  public GroupSplit() {
    this(Identifiable.randomUID("groupSplit"));
  }

  private void share(String name, String doc) {
    table.add(new DoubleParam(this, name, doc, ParamValidators.inRange(0, 1, true, false)), 0.15);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Column place =
        shiftrightunsigned(hash(dataset.schema(), "split"), Long.SIZE - EXACT)
            .divide(lit(Math.pow(2, EXACT)));
    double test = getTestFraction();
    Column split =
        when(place.lt(test), TEST)
            .when(place.lt(test + getValidationFraction()), VALIDATION)
            .otherwise(TRAIN);
    return dataset.toDF().withColumn(getOutputCol(), split);
  }

  /** The three parts of a table, without the output column. */
  public DataSplits split(Dataset<?> dataset) {
    Dataset<Row> rows = transform(dataset);
    List<Dataset<Row>> parts =
        List.of(TRAIN, VALIDATION, TEST).stream()
            .map(part -> rows.filter(Columns.named(getOutputCol()).equalTo(part)))
            .map(part -> part.drop(getOutputCol()))
            .toList();
    return new DataSplits(parts.get(0), parts.get(1), parts.get(2));
  }

  /**
   * Adds an integer column of numbers from 0 to {@code k} - 1, the same for all rows of a group:
   * for a CrossValidator with {@code setNumFolds(k).setFoldCol(foldCol)}. The fractions don't
   * matter.
   *
   * @throws IllegalArgumentException if there are fewer than two folds or a column is missing or
   *     there already
   */
  public Dataset<Row> folds(Dataset<?> dataset, int k, String foldCol) {
    if (k < 2) {
      throw new IllegalArgumentException(
          "%s: cross-validation needs 2 or more folds, not %d".formatted(uid, k));
    }
    GroupSplit other = copy(new ParamMap()).setOutputCol(foldCol);
    other.transformSchema(dataset.schema());
    Column fold = pmod(hash(dataset.schema(), "fold"), lit((long) k)).cast("int");
    return dataset.toDF().withColumn(foldCol, fold);
  }

  /** {@link #folds(Dataset, int, String)} in a column "fold", where no group is null. */
  public static Dataset<Row> folds(Dataset<?> dataset, String groupCol, int k, long seed) {
    return new GroupSplit().setGroupCol(groupCol).setSeed(seed).folds(dataset, k, "fold");
  }

  private Column hash(StructType schema, String purpose) {
    return Hashes.of(getSeed(), Groups.key(this, schema), purpose);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (getValidationFraction() + getTestFraction() >= 1) {
      throw new IllegalArgumentException(
          "%s: validationFraction %s and testFraction %s leave nothing to train on; together they"
                  .formatted(uid, getValidationFraction(), getTestFraction())
              + " must be below 1");
    }
    Groups.key(this, schema);
    return Columns.append(
        this, schema, DataTypes.createStructField(getOutputCol(), DataTypes.StringType, false));
  }

  @Override
  public GroupSplit copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamTable table() {
    return table;
  }

  public static MLReader<GroupSplit> read() {
    return new DefaultParamsReader<>();
  }

  public static GroupSplit load(String path) {
    return read().load(path);
  }

  /** Share of the groups whose rows are for validation. Default is 0.15. */
  public DoubleParam validationFraction() {
    return table.get("validationFraction");
  }

  public double getValidationFraction() {
    return (double) getOrDefault(validationFraction());
  }

  public GroupSplit setValidationFraction(double value) {
    return with(validationFraction(), value);
  }

  /** Share of the groups whose rows are for test; those left are for training. Default is 0.15. */
  public DoubleParam testFraction() {
    return table.get("testFraction");
  }

  public double getTestFraction() {
    return (double) getOrDefault(testFraction());
  }

  public GroupSplit setTestFraction(double value) {
    return with(testFraction(), value);
  }
}
