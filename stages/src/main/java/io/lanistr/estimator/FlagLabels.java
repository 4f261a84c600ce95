package io.lanistr.estimator;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.forall;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.ml.functions$;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * The flags that a multi-label classifier learns: one a label, 1 where it applies, 0 where not,
 * null or NaN where nobody knows.
 *
 * @param labels number of flags
 */
record FlagLabels(int labels) {
  private static final String MEANING = "null, or nothing but unknown flags";

  /**
   * The flags of a column as array of double.
   *
   * @throws IllegalArgumentException if the column holds something else
   */
  static Column flags(FineTuner<?> stage, StructType schema) {
    String name = stage.getLabelCol();
    Inputs.require(stage.uid(), schema, "labelCol", name);
    DataType type = schema.apply(name).dataType();
    Column column = Outputs.column(name);
    if (type.equals(SQLDataTypes.VectorType())) {
      return when(column.isNotNull(), functions$.MODULE$.vector_to_array(column, "float64"));
    }
    boolean numbers =
        type instanceof ArrayType array
            && (array.elementType() instanceof NumericType
                || array.elementType().equals(DataTypes.BooleanType));
    if (!numbers) {
      throw new IllegalArgumentException(
          stage.uid()
              + ": labelCol '"
              + name
              + "' must hold an array of numbers or booleans, or a vector, one flag a label, but is "
              + type.catalogString());
    }
    return column.cast(DataTypes.createArrayType(DataTypes.DoubleType));
  }

  /** Rows with a flag that is known, as a condition on an array of double. */
  static Column isLabelled(Column flags) {
    return flags.isNotNull().and(exists(flags, FlagLabels::known));
  }

  private static Column known(Column flag) {
    return flag.isNotNull().and(not(isnan(flag)));
  }

  /**
   * Checks the flags and weights of a table in one pass.
   *
   * @param rows columns "label" (array of double) and "weight" (double)
   * @throws IllegalArgumentException naming every kind of unusable label or weight with its number
   *     of rows
   */
  static FlagLabels of(FineTuner<?> stage, Dataset<Row> rows) {
    Column flags = col("label");
    Column labelled = isLabelled(flags);
    Column zeroOrOne =
        forall(flags, flag -> not(known(flag)).or(flag.equalTo(0)).or(flag.equalTo(1)));
    Row found =
        rows.agg(
                count(lit(1)),
                count(when(labelled, 1)),
                count(when(labelled.and(not(zeroOrOne)), 1)),
                count(when(labelled.and(LabelColumn.isUnusable(col("weight"))), 1)),
                coalesce(min(when(labelled, size(flags))), lit(0)),
                coalesce(max(when(labelled, size(flags))), lit(0)),
                coalesce(sum(when(labelled, col("weight"))), lit(0.0)))
            .first();
    int least = found.getInt(4);
    int most = found.getInt(5);
    LabelProblems problems = new LabelProblems(stage);
    problems.rows(found.getLong(2), "a flag that is neither 0 nor 1");
    problems.weights(found.getLong(3));
    problems.unlabelled(found.getLong(0) - found.getLong(1), MEANING);
    if (least != most) {
      problems.rows(
          found.getLong(1),
          "between " + least + " and " + most + " flags; all need the same number");
    }
    problems.none(found.getLong(0), found.getLong(1), MEANING, found.getDouble(6));
    problems.refuse();
    return new FlagLabels(most);
  }

  /** The numbers of the labels that apply, as Spark's evaluator of labels takes them. */
  static Column applying(Column flags) {
    Column numbers = sequence(lit(0), size(flags).minus(1));
    Column those =
        filter(numbers, number -> coalesce(element_at(flags, number.plus(1)), lit(0)).equalTo(1));
    return those.cast(DataTypes.createArrayType(DataTypes.DoubleType));
  }

  /** The labels as the network learns them; null where a row has none. */
  static Column targets() {
    return when(isLabelled(col("label")), col("label"));
  }
}
