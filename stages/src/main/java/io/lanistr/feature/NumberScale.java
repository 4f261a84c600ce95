package io.lanistr.feature;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log1p;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * What features a numeric column becomes: its value brought to mean 0 and deviation 1; for each
 * quantile bin, how far the value has come through it, from 0 to 1 (piecewise linear encoding,
 * Gorishniy et al., arXiv:2203.05556, section 3.2); and whether it is missing.
 *
 * @param logarithm whether sign(x) ln(1 + |x|) is taken before scaling
 * @param mean after that
 * @param std after that; 1 for a column that never varies
 * @param bounds of the bins, increasing; fewer than two: no bins
 * @param varies whether the column has two values or more in the rows given to fit
 * @param indicator whether there is a feature that is 1 where the value is missing
 */
record NumberScale(
    boolean logarithm,
    double mean,
    double std,
    boolean varies,
    List<Double> bounds,
    boolean indicator)
    implements Serializable {

  NumberScale {
    bounds = List.copyOf(bounds);
  }

  /** The column as a finite double, null where it is missing. */
  static Column finite(String column) {
    return finite(Columns.named(column));
  }

  /** Numbers as finite doubles, null where they are missing. */
  static Column finite(Column numbers) {
    Column value = numbers.cast(DataTypes.DoubleType);
    return when(abs(value).lt(lit(Double.POSITIVE_INFINITY)), value);
  }

  /** sign(x) ln(1 + |x|). */
  static Column signedLogarithm(Column value) {
    return signum(value).multiply(log1p(abs(value)));
  }

  /** Number of features. */
  int count() {
    return 1 + bins() + (indicator ? 1 : 0);
  }

  private int bins() {
    return Math.max(0, bounds.size() - 1);
  }

  /** Names of the features. */
  List<String> names(String column) {
    List<String> names = new ArrayList<>();
    names.add(column);
    for (int bin = 1; bin <= bins(); bin++) {
      names.add(column + "[" + bin + "]");
    }
    if (indicator) {
      names.add(column + "[missing]");
    }
    return names;
  }

  /**
   * The features as floats. Where the value is missing: the mean, no bin reached.
   *
   * @param value a finite double, null where it is missing
   */
  List<Column> apply(Column value) {
    Column shaped = logarithm ? signedLogarithm(value) : value;
    List<Column> features = new ArrayList<>();
    features.add(feature(shaped.minus(mean).divide(std)));
    for (int bin = 0; bin < bins(); bin++) {
      double from = bounds.get(bin);
      double width = bounds.get(bin + 1) - from;
      Column passed = value.minus(from).divide(width);
      // Comparisons with null are null, where greatest and least would pass over it.
      features.add(feature(when(passed.leq(0), 0.0).when(passed.geq(1), 1.0).otherwise(passed)));
    }
    if (indicator) {
      features.add(when(value.isNull(), lit(1f)).otherwise(lit(0f)));
    }
    return features;
  }

  private static Column feature(Column number) {
    return coalesce(number.cast(DataTypes.FloatType), lit(0f));
  }
}
