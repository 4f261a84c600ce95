package io.lanistr.training;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The Spark SQL type of the one column that holds everything a row has to say.
 *
 * <pre>
 * struct&lt;
 *   rowId:  bigint                                  never null; keys masks and order, so equal ids draw equal masks
 *   text:   array&lt;array&lt;int&gt;&gt;                       token ids of each text, special tokens included
 *   image:  array&lt;binary&gt;                           each image as channels*height*width unsigned bytes, channel first
 *   series: struct&lt;steps:int, values:array&lt;float&gt;&gt;  steps*channels values, step first, normalised
 *   table:  array&lt;float&gt;                            one value a column; a categorical column holds its index
 * &gt;
 * </pre>
 *
 * <p>A null field, or an empty array, is a modality that the row lacks. Sizes travel in the
 * column's {@link MultimodalMetadata}.
 */
public final class MultimodalSchema {
  public static final String ROW_ID = "rowId";
  public static final String TEXT = "text";
  public static final String IMAGE = "image";
  public static final String SERIES = "series";
  public static final String TABLE = "table";
  public static final String STEPS = "steps";
  public static final String VALUES = "values";

  /** Each text of a row as token ids. */
  public static final DataType TEXT_TYPE =
      DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.IntegerType, false), false);

  /** Each image of a row as channels*height*width bytes. */
  public static final DataType IMAGE_TYPE = DataTypes.createArrayType(DataTypes.BinaryType, false);

  /** A row's time series on its grid. */
  public static final StructType SERIES_TYPE =
      new StructType()
          .add(STEPS, DataTypes.IntegerType, false)
          .add(VALUES, DataTypes.createArrayType(DataTypes.FloatType, false), false);

  /** A row's table columns. */
  public static final DataType TABLE_TYPE = DataTypes.createArrayType(DataTypes.FloatType, false);

  /** The type of the whole column. */
  public static final StructType TYPE =
      new StructType()
          .add(ROW_ID, DataTypes.LongType, false)
          .add(TEXT, TEXT_TYPE, true)
          .add(IMAGE, IMAGE_TYPE, true)
          .add(SERIES, SERIES_TYPE, true)
          .add(TABLE, TABLE_TYPE, true);

  /** The fields that are modalities, in the order in which they enter the fusion. */
  public static final List<String> MODALITIES = List.of(TEXT, IMAGE, SERIES, TABLE);

  private MultimodalSchema() {}

  /** A non-null field of this type that carries {@code metadata}. */
  public static StructField field(String name, MultimodalMetadata metadata) {
    return new StructField(name, TYPE, false, metadata.toSpark());
  }

  /**
   * The metadata of a multimodal column.
   *
   * @throws IllegalArgumentException if the column is missing, has another type, or carries no
   *     metadata
   */
  public static MultimodalMetadata metadata(StructType schema, String column) {
    return MultimodalMetadata.of(require(schema, column));
  }

  /**
   * The field of a multimodal column, whose type has been checked; whether fields may be null is
   * not compared.
   *
   * @throws IllegalArgumentException if the column is missing or has another type
   */
  public static StructField require(StructType schema, String column) {
    if (!Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException(
          "Column '"
              + column
              + "' does not exist. Columns: "
              + String.join(", ", schema.fieldNames())
              + ". Put a MultimodalAssembler with this output column before.");
    }
    StructField field = schema.apply(column);
    if (!field.dataType().catalogString().equals(TYPE.catalogString())) {
      throw new IllegalArgumentException(
          "Column '"
              + column
              + "' must be a multimodal column, "
              + TYPE.catalogString()
              + ", but is "
              + field.dataType().catalogString()
              + ". Put a MultimodalAssembler with this output column before.");
    }
    return field;
  }
}
