package io.lanistr.estimator;

import io.lanistr.training.EarlyStopping;
import io.lanistr.training.TrainedNetwork;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Judges networks that are being trained by what their model makes of validation rows. The rows are
 * kept until it is closed.
 */
final class Judge implements AutoCloseable {
  private final FineTuner<?> stage;
  private final Dataset<Row> rows;
  private final Evaluator evaluator;
  private final Function<FittedNetwork, Model<?>> model;

  /**
   * @param rows validation rows, with all that the evaluator needs but what the model adds
   * @param model of a network, adding what the evaluator needs
   * @throws IllegalArgumentException if there are no rows
   */
  Judge(
      FineTuner<?> stage,
      Dataset<Row> rows,
      Evaluator evaluator,
      Function<FittedNetwork, Model<?>> model) {
    this.stage = stage;
    this.rows = rows.persist(StorageLevel.MEMORY_AND_DISK());
    this.evaluator = evaluator;
    this.model = model;
    if (this.rows.isEmpty()) {
      close();
      throw new IllegalArgumentException(
          stage.uid()
              + ": column '"
              + stage.getValidationIndicatorCol()
              + "' (validationIndicatorCol) is true for no labelled row; without validation rows,"
              + " leave validationIndicatorCol empty");
    }
  }

  /**
   * When to stop.
   *
   * @param whole puts what has been trained so far together with what was not trained
   */
  EarlyStopping stopping(Function<TrainedNetwork, FittedNetwork> whole) {
    ToDoubleFunction<TrainedNetwork> metric =
        trained -> evaluator.evaluate(model.apply(whole.apply(trained)).transform(rows));
    return new EarlyStopping(
        metric,
        evaluator.hasParam("metricName")
            ? String.valueOf(evaluator.getOrDefault(evaluator.getParam("metricName")))
            : evaluator.getClass().getSimpleName(),
        stage.getCheckpointDir().isEmpty() ? "" : contents(),
        evaluator.isLargerBetter(),
        stage.getPatience(),
        stage.getMinImprovement());
  }

  /**
   * A sum of hashes of the columns that the network or the evaluator reads: equal rows in any order
   * have equal ones.
   */
  private String contents() {
    Stream<String> evaluators =
        Stream.of(evaluator.params())
            .filter(evaluator::isDefined)
            .map(param -> String.valueOf(evaluator.getOrDefault(param)));
    Column[] read =
        Stream.concat(
                Stream.of(stage.getMultimodalCol(), stage.getLabelCol(), stage.getWeightCol()),
                evaluators)
            .filter(List.of(rows.columns())::contains)
            .distinct()
            .sorted()
            .map(Outputs::column)
            .toArray(Column[]::new);
    Row sums =
        rows.agg(
                functions.count(functions.lit(1)),
                functions.sum(functions.xxhash64(read).cast("decimal(20,0)")))
            .first();
    return sums.getLong(0) + " rows " + sums.getDecimal(1).toBigInteger().toString(16);
  }

  @Override
  public void close() {
    rows.unpersist();
  }
}
