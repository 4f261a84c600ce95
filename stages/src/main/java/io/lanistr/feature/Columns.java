package io.lanistr.feature;

import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns by name, with checks that say stage, column, what was wanted, found, and can be done. */
public final class Columns {
  private Columns() {}

  /** The column of exactly this name, whatever characters it has. */
  public static Column named(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /**
   * The field of a column that a stage reads.
   *
   * @param param the Param that names the column
   * @param wanted the types that fit, in words
   * @throws IllegalArgumentException when it is missing or of another type
   */
  public static StructField require(
      Params stage,
      StructType schema,
      String param,
      String name,
      String wanted,
      Predicate<DataType> fits) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new IllegalArgumentException(
          "%s: there is no column '%s' to read; set %s to one of: %s"
              .formatted(stage.uid(), name, param, String.join(", ", schema.fieldNames())));
    }
    StructField field = schema.apply(name);
    if (!fits.test(field.dataType())) {
      throw new IllegalArgumentException(
          "%s: column '%s' (%s) must be %s, got %s; cast it or name another column"
              .formatted(stage.uid(), name, param, wanted, field.dataType().catalogString()));
    }
    return field;
  }

  /**
   * The schema with a column more.
   *
   * @throws IllegalArgumentException when there is one of that name, in any case
   */
  public static StructType append(Params stage, StructType schema, StructField field) {
    for (String name : schema.fieldNames()) {
      if (name.equalsIgnoreCase(field.name())) {
        throw new IllegalArgumentException(
            "%s: the table already has a column '%s'; set outputCol to another name or drop it"
                .formatted(stage.uid(), name));
      }
    }
    return schema.add(field);
  }

  /** Whether {@code type} is an array whose elements fit. */
  static boolean isArray(DataType type, Predicate<DataType> element) {
    return type instanceof ArrayType array && element.test(array.elementType());
  }
}
