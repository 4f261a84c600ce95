package io.lanistr.estimator;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** What a multi-label classification adds to a table. */
public interface MultilabelColumns<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.string(
        "rawPredictionCol",
        "vector column of logits, one a label; empty: not made",
        "rawPrediction");
    registry.string(
        "probabilityCol",
        "vector column of each label's probability; empty: not made",
        "probability");
    registry.string(
        "predictionCol",
        "array column of the numbers of the labels that apply; empty: not made",
        "prediction");
    registry.number(
        "threshold",
        "probability from which a label is said to apply",
        ParamValidators.inRange(0, 1),
        0.5);
  }

  /**
   * The columns to come, in order.
   *
   * @param labels their number; 0 where not known yet
   */
  static List<StructField> fields(MultilabelColumns<?> stage, int labels) {
    List<StructField> fields = new ArrayList<>();
    for (String column : List.of(stage.getRawPredictionCol(), stage.getProbabilityCol())) {
      if (!column.isEmpty()) {
        fields.add(
            labels > 0
                ? Outputs.vector(column, labels)
                : DataTypes.createStructField(column, SQLDataTypes.VectorType(), true));
      }
    }
    if (!stage.getPredictionCol().isEmpty()) {
      fields.add(
          DataTypes.createStructField(
              stage.getPredictionCol(),
              DataTypes.createArrayType(DataTypes.DoubleType, false),
              true));
    }
    return fields;
  }

  default Param<String> rawPredictionCol() {
    return registry().get("rawPredictionCol");
  }

  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }

  /** Vector column of logits, one a label; empty for none. Default is "rawPrediction". */
  default T setRawPredictionCol(String value) {
    return with(rawPredictionCol(), value);
  }

  default Param<String> probabilityCol() {
    return registry().get("probabilityCol");
  }

  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  /** Vector column of each label's probability; empty for none. Default is "probability". */
  default T setProbabilityCol(String value) {
    return with(probabilityCol(), value);
  }

  default Param<String> predictionCol() {
    return registry().get("predictionCol");
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  /**
   * Array column of the numbers of the labels that apply, as Spark's
   * MultilabelClassificationEvaluator takes them; empty for none. Default is "prediction".
   */
  default T setPredictionCol(String value) {
    return with(predictionCol(), value);
  }

  default DoubleParam threshold() {
    return registry().get("threshold");
  }

  default double getThreshold() {
    return (double) getOrDefault(threshold());
  }

  /** Probability from which a label is said to apply. Default is 0.5. */
  default T setThreshold(double value) {
    return with(threshold(), value);
  }
}
