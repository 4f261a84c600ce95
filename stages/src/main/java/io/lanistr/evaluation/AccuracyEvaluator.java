package io.lanistr.evaluation;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Share of rows whose prediction equals their label, by weight: over all rows ({@code accuracy}),
 * or as the mean of the classes' own shares ({@code balancedAccuracy}).
 */
public final class AccuracyEvaluator extends Evaluator implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> labelCol;
  private final Param<String> predictionCol;
  private final Param<String> weightCol;
  private final Param<String> metricName;

  public AccuracyEvaluator(String uid) {
    this.uid = uid;
    labelCol = new Param<>(this, "labelCol", "column of the label, whole numbers from 0");
    predictionCol = new Param<>(this, "predictionCol", "column of the predicted class");
    weightCol =
        new Param<>(this, "weightCol", "numeric column of row weights; empty: every row weighs 1");
    metricName =
        new Param<>(
            this,
            "metricName",
            "'accuracy', or 'balancedAccuracy' where every class that has rows counts the same",
            ParamValidators.inArray(List.of("accuracy", "balancedAccuracy")));
    setDefault(labelCol, "label");
    setDefault(predictionCol, "prediction");
    setDefault(weightCol, "");
    setDefault(metricName, "accuracy");
  }

  public AccuracyEvaluator() {
    this(Identifiable.randomUID("accuracy"));
  }

  /**
   * The accuracy, between 0 and 1.
   *
   * @throws IllegalArgumentException if a column is missing or not numeric, if a label, prediction
   *     or weight can't be used, or if the rows weigh nothing
   */
  @Override
  public double evaluate(Dataset<?> dataset) {
    InputColumns columns = new InputColumns(uid, dataset.schema());
    Column label = columns.numeric("labelCol", getLabelCol());
    Column prediction = columns.numeric("predictionCol", getPredictionCol());
    Column weight = columns.weight(getWeightCol());
    Column badLabel = isClass(label).unary_$bang();
    Column badPrediction = isClass(prediction).unary_$bang();
    // NaN is larger than any number in Spark's order, so the upper bound refuses it too.
    Column badWeight = weight.isNull().or(weight.lt(0)).or(weight.gt(Double.MAX_VALUE));
    Column usable = badLabel.or(badPrediction).or(badWeight).unary_$bang();
    Dataset<Row> classes =
        dataset
            .toDF()
            .groupBy(when(usable, label).as("label"))
            .agg(
                sum(when(usable, weight).otherwise(0.0)).as("weight"),
                sum(when(usable.and(label.equalTo(prediction)), weight).otherwise(0.0)).as("right"),
                sum(badLabel.cast("long")).as("badLabels"),
                sum(badPrediction.cast("long")).as("badPredictions"),
                sum(badWeight.cast("long")).as("badWeights"));
    Row result =
        classes
            .agg(
                sum("right").divide(sum("weight")),
                avg(when(col("weight").gt(0), col("right").divide(col("weight")))),
                sum("badLabels"),
                sum("badPredictions"),
                sum("badWeights"))
            .first();
    refuse(result, 2, getLabelCol(), "label (null, negative or not a whole number)");
    refuse(result, 3, getPredictionCol(), "prediction (null, negative or not a whole number)");
    refuse(result, 4, getWeightCol(), "weight (null, negative, NaN or infinite)");
    int metric = getMetricName().equals("accuracy") ? 0 : 1;
    if (result.isNullAt(metric)) {
      throw new IllegalArgumentException(
          uid + ": there is no row to evaluate, or all rows weigh nothing");
    }
    return result.getDouble(metric);
  }

  private static Column isClass(Column value) {
    return value
        .isNotNull()
        .and(value.geq(0))
        .and(value.leq(lit(Integer.MAX_VALUE)))
        .and(value.equalTo(value.cast("int")));
  }

  private void refuse(Row result, int position, String column, String what) {
    if (!result.isNullAt(position) && result.getLong(position) > 0) {
      throw new IllegalArgumentException(
          uid
              + ": rows without a usable "
              + what
              + " in column '"
              + column
              + "': "
              + result.getLong(position)
              + "; leave unlabelled rows out before evaluating");
    }
  }

  @Override
  public boolean isLargerBetter() {
    return true;
  }

  @Override
  public AccuracyEvaluator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public String toString() {
    return "AccuracyEvaluator: uid=" + uid + ", metricName=" + getMetricName();
  }

  public static MLReader<AccuracyEvaluator> read() {
    return new DefaultParamsReader<>();
  }

  public static AccuracyEvaluator load(String path) {
    return read().load(path);
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public String getLabelCol() {
    return getOrDefault(labelCol);
  }

  /** Column of the label. Default is "label". */
  public AccuracyEvaluator setLabelCol(String value) {
    set(labelCol, value);
    return this;
  }

  public Param<String> predictionCol() {
    return predictionCol;
  }

  public String getPredictionCol() {
    return getOrDefault(predictionCol);
  }

  /** Column of the predicted class. Default is "prediction". */
  public AccuracyEvaluator setPredictionCol(String value) {
    set(predictionCol, value);
    return this;
  }

  public Param<String> weightCol() {
    return weightCol;
  }

  public String getWeightCol() {
    return getOrDefault(weightCol);
  }

  /** Numeric column of row weights. Default is none: every row weighs 1. */
  public AccuracyEvaluator setWeightCol(String value) {
    set(weightCol, value);
    return this;
  }

  public Param<String> metricName() {
    return metricName;
  }

  public String getMetricName() {
    return getOrDefault(metricName);
  }

  /** "accuracy" or "balancedAccuracy". Default is "accuracy". */
  public AccuracyEvaluator setMetricName(String value) {
    set(metricName, value);
    return this;
  }
}
