package io.lanistr.estimator;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.MultimodalSchema;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Input columns, checked; messages start with the stage. */
final class Inputs {
  private Inputs() {}

  /**
   * The multimodal column, whose type is right; its metadata may still be missing where stages
   * before have not been fitted yet.
   */
  static StructField requireType(String stage, StructType schema, String name) {
    try {
      return MultimodalSchema.require(schema, name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(stage + ": " + e.getMessage(), e);
    }
  }

  /** The sizes in the metadata of the multimodal column. */
  static MultimodalMetadata requireSizes(String stage, StructType schema, String name) {
    StructField field = requireType(stage, schema, name);
    try {
      return MultimodalMetadata.of(field);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(stage + ": " + e.getMessage(), e);
    }
  }

  /** The same, or null where the metadata is missing. */
  static MultimodalMetadata sizesIfKnown(String stage, StructType schema, String name) {
    StructField field = requireType(stage, schema, name);
    return field.metadata().contains(MultimodalMetadata.KEY)
        ? requireSizes(stage, schema, name)
        : null;
  }

  /** Whether a row's multimodal value holds any modality, as a condition on the column. */
  static Column holdsAny(Column value) {
    Column any = lit(false);
    for (String modality : MultimodalSchema.MODALITIES) {
      Column items = value.getField(modality);
      if (modality.equals(MultimodalSchema.SERIES)) {
        items = items.getField(MultimodalSchema.VALUES);
      }
      any = any.or(items.isNotNull().and(size(items).gt(0)));
    }
    return value.isNotNull().and(any);
  }

  /** A numeric column. */
  static StructField requireNumeric(String stage, StructType schema, String param, String name) {
    StructField field = require(stage, schema, param, name);
    if (field.dataType() instanceof NumericType) {
      return field;
    }
    throw new IllegalArgumentException(
        stage
            + ": column '"
            + name
            + "' ("
            + param
            + ") must be numeric, but is "
            + field.dataType().catalogString()
            + (param.equals("labelCol")
                ? "; apply a StringIndexer to names of classes, cast what is a number"
                : ""));
  }

  /** The field of this exact name. */
  static StructField require(String stage, StructType schema, String param, String name) {
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        stage
            + ": there is no column '"
            + name
            + "' ("
            + param
            + "); the table has "
            + String.join(", ", schema.fieldNames()));
  }
}
