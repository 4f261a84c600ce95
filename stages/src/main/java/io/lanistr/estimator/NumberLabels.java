package io.lanistr.estimator;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.stddev_pop;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.lanistr.network.LanistrNetwork;
import io.lanistr.network.weights.Parameters;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The numbers that a regressor learns, brought to mean 0 and deviation 1 for training.
 *
 * @param mean of the labelled rows
 * @param deviation of the labelled rows; 1 where they are all equal
 */
record NumberLabels(double mean, double deviation) {
  private static final String LAST_LAYER = "classifier.model.6.";

  /** Rows with a number, as a condition on a double column. */
  static Column isLabelled(Column label) {
    return label.isNotNull().and(isnan(label).equalTo(false));
  }

  /**
   * Checks the labels and weights of a table in one pass.
   *
   * @param rows columns "label" (double) and "weight" (double)
   * @throws IllegalArgumentException naming every kind of unusable label or weight with its number
   *     of rows
   */
  static NumberLabels of(FineTuner<?> stage, Dataset<Row> rows) {
    Column label = col("label");
    Column labelled = isLabelled(label);
    Column finite = labelled.and(abs(label).leq(Double.MAX_VALUE));
    Row found =
        rows.agg(
                count(lit(1)),
                count(when(labelled, 1)),
                count(when(labelled.and(finite.unary_$bang()), 1)),
                count(when(labelled.and(LabelColumn.isUnusable(col("weight"))), 1)),
                coalesce(avg(when(finite, label)), lit(0.0)),
                coalesce(stddev_pop(when(finite, label)), lit(0.0)),
                coalesce(sum(when(labelled, col("weight"))), lit(0.0)))
            .first();
    LabelProblems problems = new LabelProblems(stage);
    problems.rows(found.getLong(2), "an infinite label");
    problems.weights(found.getLong(3));
    problems.unlabelled(found.getLong(0) - found.getLong(1), "null or NaN");
    problems.none(found.getLong(0), found.getLong(1), "null or NaN", found.getDouble(6));
    problems.refuse();
    double deviation = found.getDouble(5);
    return new NumberLabels(found.getDouble(4), deviation > 0 ? deviation : 1);
  }

  /** The labels as the network learns them: an array of one number, null where there is none. */
  Column targets() {
    Column label = col("label");
    return when(isLabelled(label), array(label.minus(mean).divide(deviation)));
  }

  /** Changes the last layer of the head so that it puts out labels as they were. */
  void restore(LanistrNetwork network) {
    Parameters parameters = network.parameters();
    float[] weight = parameters.copyOut(LAST_LAYER + "weight");
    float[] bias = parameters.copyOut(LAST_LAYER + "bias");
    for (int i = 0; i < weight.length; i++) {
      weight[i] = (float) (weight[i] * deviation);
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) (bias[i] * deviation + mean);
    }
    parameters.copyIn(LAST_LAYER + "weight", weight, 0);
    parameters.copyIn(LAST_LAYER + "bias", bias, 0);
  }
}
