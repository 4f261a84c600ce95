package io.lanistr.estimator;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.attribute.NumericAttribute;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Output columns: their schema, and the metadata that row functions lose. */
final class Outputs {
  private Outputs() {}

  /** A vector column of a known size, whose rows may be null. */
  static StructField vector(String name, int size) {
    StructField field = new AttributeGroup(name, size).toStructField();
    return new StructField(name, field.dataType(), true, field.metadata());
  }

  /** A vector column of named entries, whose rows may be null. */
  static StructField vector(String name, List<String> entries) {
    Attribute[] attributes =
        entries.stream()
            .map(entry -> NumericAttribute.defaultAttr().withName(entry))
            .toArray(Attribute[]::new);
    StructField field = new AttributeGroup(name, attributes).toStructField();
    return new StructField(name, field.dataType(), true, field.metadata());
  }

  /**
   * A column of class numbers, with the classes' names if there are any.
   *
   * @param classes their number, or 0 if not known yet
   */
  static StructField classNumber(String name, int classes, List<String> names) {
    NominalAttribute attribute = NominalAttribute.defaultAttr().withName(name);
    if (!names.isEmpty()) {
      attribute = attribute.withValues(names.toArray(String[]::new));
    } else if (classes > 0) {
      attribute = attribute.withNumValues(classes);
    }
    return new StructField(name, DataTypes.DoubleType, true, attribute.toMetadata());
  }

  /**
   * The schema with these columns added.
   *
   * @throws IllegalArgumentException if a name is there already, in whatever case, or given twice
   */
  static StructType append(String stage, StructType schema, List<StructField> added) {
    Set<String> taken = new HashSet<>();
    for (String name : schema.fieldNames()) {
      taken.add(name.toLowerCase(Locale.ROOT));
    }
    StructType extended = schema;
    for (StructField field : added) {
      if (!taken.add(field.name().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            stage
                + ": output column '"
                + field.name()
                + "' exists already; give the output another name or drop that column");
      }
      extended = extended.add(field);
    }
    return extended;
  }

  /** The same rows whose columns carry the metadata of {@code schema}. */
  static Dataset<Row> withMetadata(Dataset<Row> rows, StructType schema) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(column(field.name()).as(field.name(), field.metadata()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  /** A column by its exact name, dots and backticks included. */
  static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }
}
