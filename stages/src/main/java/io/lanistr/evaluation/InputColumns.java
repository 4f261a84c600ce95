package io.lanistr.evaluation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/** The columns an evaluator reads, checked against the table's schema before any work starts. */
final class InputColumns {
  private final String evaluator;
  private final StructType schema;

  InputColumns(String evaluator, StructType schema) {
    this.evaluator = evaluator;
    this.schema = schema;
  }

  /** A numeric column as double; null stays null. */
  Column numeric(String param, String name) {
    DataType type = type(param, name);
    if (!(type instanceof NumericType)) {
      throw wrongType(param, name, "a numeric column", type);
    }
    return column(name).cast("double");
  }

  /** A numeric weight column as double, or the constant 1 where no name is given. */
  Column weight(String name) {
    return name.isEmpty() ? lit(1.0) : numeric("weightCol", name);
  }

  /** A Spark ML vector column. */
  Column vector(String param, String name) {
    DataType type = type(param, name);
    if (!type.equals(SQLDataTypes.VectorType())) {
      throw wrongType(param, name, "a vector column", type);
    }
    return column(name);
  }

  private DataType type(String param, String name) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          evaluator
              + ": there is no column '"
              + name
              + "' ("
              + param
              + "); the table has "
              + String.join(", ", schema.fieldNames()));
    }
    return schema.apply(name).dataType();
  }

  private IllegalArgumentException wrongType(
      String param, String name, String wanted, DataType found) {
    return new IllegalArgumentException(
        evaluator
            + ": column '"
            + name
            + "' ("
            + param
            + ") must be "
            + wanted
            + ", but is "
            + found.catalogString());
  }

  /** Backticks keep a dot inside a column's name from being read as a field of a struct. */
  private static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
