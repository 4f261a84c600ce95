package io.lanistr.sampling;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.lanistr.feature.Columns;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How a label column is read.
 *
 * @param labelled whether a row has a label
 * @param name the label's class as text, equal for equal numbers of any type
 * @param numeric whether classes are numbers
 */
record LabelClasses(Column labelled, Column name, boolean numeric) {
  /** The types that classes can have, in words. */
  private static final String TYPES = "a number, a string or a boolean";

  /** The class of all labels where they are none. */
  private static final String ALL = "all";

  /** NaN as text. */
  static final String NAN = "NaN";

  /** The schema with the output column, which has the type and the metadata of the labels. */
  static StructType append(SubsamplerParams<?> stage, StructType schema) {
    StructField label = field(stage, schema);
    Columns.require(stage, schema, "idCol", stage.getIdCol(), Hashes.KEYS, Hashes::isKey);
    return Columns.append(
        stage,
        schema,
        new StructField(stage.getOutputCol(), label.dataType(), true, label.metadata()));
  }

  private static StructField field(SubsamplerParams<?> stage, StructType schema) {
    boolean any = !stage.getStratified();
    return Columns.require(
        stage, schema, "labelCol", stage.getLabelCol(), TYPES, type -> any || areClasses(type));
  }

  private static boolean areClasses(DataType type) {
    return type instanceof NumericType || type instanceof StringType || type instanceof BooleanType;
  }

  static LabelClasses of(SubsamplerParams<?> stage, StructType schema) {
    DataType type = field(stage, schema).dataType();
    Column label = Columns.named(stage.getLabelCol());
    Column some = label.isNotNull();
    if (!stage.getStratified()) {
      boolean real = type instanceof DoubleType || type instanceof FloatType;
      return new LabelClasses(real ? some.and(not(isnan(label))) : some, lit(ALL), false);
    }
    return type instanceof NumericType
        ? new LabelClasses(some.and(label.geq(0)), label.cast("double").cast("string"), true)
        : new LabelClasses(some, label.cast("string"), false);
  }
}
