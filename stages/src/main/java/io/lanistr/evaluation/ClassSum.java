package io.lanistr.evaluation;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One class's {@link RankSum} over one contiguous range of scores, as it travels to the driver.
 *
 * @param group class number, or a {@link Problem}'s group
 * @param first the lowest score of the range
 * @param rows how many rows of the table lie in it
 */
record ClassSum(int group, double first, RankSum sum, long rows) {
  static final StructType SCHEMA =
      new StructType()
          .add("group", DataTypes.IntegerType, false)
          .add("first", DataTypes.DoubleType, false)
          .add("pairs", DataTypes.DoubleType, false)
          .add("positive", DataTypes.DoubleType, false)
          .add("negative", DataTypes.DoubleType, false)
          .add("rows", DataTypes.LongType, false);

  static ClassSum of(Row row) {
    return new ClassSum(
        row.getInt(0),
        row.getDouble(1),
        new RankSum(row.getDouble(2), row.getDouble(3), row.getDouble(4)),
        row.getLong(5));
  }

  Row toRow() {
    return RowFactory.create(group, first, sum.pairs(), sum.positive(), sum.negative(), rows);
  }
}
