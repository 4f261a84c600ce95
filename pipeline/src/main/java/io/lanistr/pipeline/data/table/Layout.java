package io.lanistr.pipeline.data.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns a quick-start data set has.
 *
 * @param hasSeries whether there is a {@code timeseries} column
 * @param numberColumns names of the number columns, without {@code num_}
 * @param categoryColumns names of the category columns, without {@code cat_}
 */
public record Layout(boolean hasSeries, List<String> numberColumns, List<String> categoryColumns) {

  /** Copies the names. */
  public Layout {
    numberColumns = List.copyOf(numberColumns);
    categoryColumns = List.copyOf(categoryColumns);
  }

  /** The schema of the Parquet files, in column order. */
  public StructType schema() {
    List<StructField> fields = new ArrayList<>();
    fields.add(DataTypes.createStructField("id", DataTypes.StringType, false));
    fields.add(DataTypes.createStructField("label", DataTypes.IntegerType, false));
    fields.add(DataTypes.createStructField("label_name", DataTypes.StringType, false));
    fields.add(DataTypes.createStructField("text", DataTypes.StringType, true));
    fields.add(DataTypes.createStructField("image", DataTypes.BinaryType, true));
    if (hasSeries) {
      var step = DataTypes.createArrayType(DataTypes.FloatType, false);
      fields.add(
          DataTypes.createStructField("timeseries", DataTypes.createArrayType(step, false), true));
    }
    for (String name : numberColumns) {
      fields.add(DataTypes.createStructField("num_" + name, DataTypes.DoubleType, true));
    }
    for (String name : categoryColumns) {
      fields.add(DataTypes.createStructField("cat_" + name, DataTypes.StringType, true));
    }
    fields.add(DataTypes.createStructField("split", DataTypes.StringType, false));
    return DataTypes.createStructType(fields);
  }
}
