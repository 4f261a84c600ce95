package io.lanistr.feature;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * How a numeric column is brought to mean 0 and deviation 1.
 *
 * @param logarithm whether sign(x) ln(1 + |x|) is taken first
 * @param mean after that
 * @param std after that; 1 for a column that never varies
 */
record NumberScale(boolean logarithm, double mean, double std) implements Serializable {

  /** The column as a finite double, null where it is missing. */
  static Column finite(String column) {
    Column value = Columns.named(column).cast(DataTypes.DoubleType);
    return when(abs(value).lt(lit(Double.POSITIVE_INFINITY)), value);
  }

  /** sign(x) ln(1 + |x|). */
  static Column signedLogarithm(Column value) {
    return signum(value).multiply(log1p(abs(value)));
  }

  /** The scaled column as float; 0, the mean, where it is missing. */
  Column apply(String column) {
    Column value = finite(column);
    Column shaped = logarithm ? signedLogarithm(value) : value;
    Column scaled = shaped.minus(mean).divide(std).cast(DataTypes.FloatType);
    return coalesce(scaled, lit(0f));
  }
}
