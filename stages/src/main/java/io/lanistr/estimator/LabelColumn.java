package io.lanistr.estimator;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.rint;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Judges the labels and weights of a training table in one pass, before any training starts.
 *
 * <p>A label is a whole number from 0; null or a negative whole number marks an unlabelled row.
 */
final class LabelColumn {
  /** Without a declared number of classes, larger labels are taken for a mistake. */
  static final int MAX_UNDECLARED_CLASSES = 100;

  private final String stage;
  private final String name;
  private final String weightName;
  private final int declaredClasses;
  private final boolean skipUnlabelled;

  /**
   * @param stage uid of the stage, for messages
   * @param name the user's name of the label column, for messages
   * @param weightName the user's name of the weight column, for messages
   * @param declaredClasses number of classes, or 0 to take the largest label plus one
   * @param skipUnlabelled whether unlabelled rows are left out rather than an error
   */
  LabelColumn(
      String stage, String name, String weightName, int declaredClasses, boolean skipUnlabelled) {
    this.stage = stage;
    this.name = name;
    this.weightName = weightName;
    this.declaredClasses = declaredClasses;
    this.skipUnlabelled = skipUnlabelled;
  }

  /** Rows with a label, as a condition on a double column. */
  static Column isLabelled(Column label) {
    return label.isNotNull().and(isnan(label).or(label.geq(0)));
  }

  /** Rows whose weight can't be counted with, as a condition on a double column. */
  static Column isUnusable(Column weight) {
    // NaN is larger than any number in Spark's order, so the upper bound refuses it too.
    return weight.isNull().or(weight.lt(0)).or(weight.gt(Double.MAX_VALUE));
  }

  /**
   * Checks the table and counts its classes.
   *
   * @param rows columns "label" (double) and "weight" (double)
   * @throws IllegalArgumentException naming every kind of unusable label or weight with its number
   *     of rows
   */
  LabelledRows check(Dataset<Row> rows) {
    Column label = col("label");
    Column weight = col("weight");
    Column labelled = isLabelled(label);
    Column number = label.isNotNull().and(isnan(label).unary_$bang());
    Column whole = labelled.and(number).and(label.equalTo(rint(label)));
    Column badWeight = isUnusable(weight);
    Row found =
        rows.agg(
                count(lit(1)),
                rowsWith(labelled),
                rowsWith(labelled.and(isnan(label))),
                rowsWith(number.and(label.notEqual(rint(label)))),
                coalesce(max(when(whole, label)), lit(-1.0)),
                coalesce(min(when(whole, label)), lit(-1.0)),
                rowsWith(labelled.and(badWeight)),
                coalesce(sum(when(labelled.and(badWeight.unary_$bang()), weight)), lit(0.0)))
            .first();
    long all = found.getLong(0);
    long usable = found.getLong(1);
    long nans = found.getLong(2);
    long fractions = found.getLong(3);
    double largest = found.getDouble(4);
    double smallest = found.getDouble(5);
    long badWeights = found.getLong(6);

    List<String> problems = new ArrayList<>();
    if (nans > 0) {
      problems.add(rows(nans) + " a NaN label");
    }
    if (fractions > 0) {
      problems.add(rows(fractions) + " a label that is not a whole number");
    }
    if (!skipUnlabelled && all > usable) {
      problems.add(
          rows(all - usable)
              + " no label (null or negative); unlabelledPolicy=skip leaves such rows out");
    }
    if (badWeights > 0) {
      problems.add(
          rows(badWeights)
              + " a weight in column '"
              + weightName
              + "' that is null, negative, NaN or infinite");
    }
    int classes = declaredClasses;
    if (declaredClasses > 0 && largest >= declaredClasses) {
      problems.add(
          "the largest label is "
              + (long) largest
              + ", but there are "
              + declaredClasses
              + " classes, so labels run from 0 to "
              + (declaredClasses - 1));
    } else if (declaredClasses == 0) {
      if (largest >= MAX_UNDECLARED_CLASSES) {
        problems.add(
            "the largest label is "
                + (long) largest
                + ", which makes more than "
                + MAX_UNDECLARED_CLASSES
                + " classes; apply a StringIndexer, or set numClasses if that is meant");
      }
      classes = (int) largest + 1;
    }
    if (problems.isEmpty()) {
      if (usable == 0) {
        problems.add("none of the " + all + " rows has a label (all are null or negative)");
      } else if (smallest == largest) {
        problems.add(
            "all "
                + usable
                + " labelled rows are of class "
                + (long) largest
                + "; a classifier needs at least two classes");
      } else if (!(found.getDouble(7) > 0)) {
        problems.add("the labelled rows weigh nothing");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          stage + ": column '" + name + "' can't be trained on: " + String.join("; ", problems));
    }
    return new LabelledRows(classes, usable, all - usable);
  }

  private static Column rowsWith(Column condition) {
    return coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L));
  }

  private static String rows(long number) {
    return number == 1 ? "1 row has" : number + " rows have";
  }
}
