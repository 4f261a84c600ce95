package io.lanistr.estimator;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** What a regression adds to a table. */
public interface PredictionColumn<T> extends StageParams<T> {
  static void define(ParamRegistry registry) {
    registry.string("predictionCol", "column of the predicted number", "prediction");
  }

  /** The column to come. */
  static List<StructField> fields(PredictionColumn<?> stage) {
    return List.of(
        DataTypes.createStructField(stage.getPredictionCol(), DataTypes.DoubleType, true));
  }

  default Param<String> predictionCol() {
    return registry().get("predictionCol");
  }

  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  /** Column of the predicted number, in the labels' units. Default is "prediction". */
  default T setPredictionCol(String value) {
    return with(predictionCol(), value);
  }
}
