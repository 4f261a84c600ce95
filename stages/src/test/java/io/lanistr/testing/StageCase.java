package io.lanistr.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One stage, ready to run, for {@link StageContract}.
 *
 * @param stage with its Params set; an estimator is fitted once and its model tested as well
 * @param model class of the estimator's model; null for a transformer
 * @param rows what it is fitted on and transforms: a handful of rows, each with all it needs
 * @param nullRowError part of the message with which transforming a row of nulls must fail; null
 *     when it must pass
 */
public record StageCase(
    PipelineStage stage,
    Class<? extends Model<?>> model,
    Supplier<Dataset<Row>> rows,
    String nullRowError) {

  /** A transformer. */
  public static StageCase of(Transformer stage, Supplier<Dataset<Row>> rows) {
    return new StageCase(stage, null, rows, null);
  }

  /** An estimator and the model it makes. */
  public static <M extends Model<M>> StageCase of(
      Estimator<M> stage, Class<M> model, Supplier<Dataset<Row>> rows) {
    return new StageCase(stage, model, rows, null);
  }

  /** The same, but transforming a row of nulls must fail with this in its message. */
  public StageCase failingOnNulls(String message) {
    return new StageCase(stage, model, rows, message);
  }

  List<Class<?>> classes() {
    List<Class<?>> classes = new ArrayList<>();
    classes.add(stage.getClass());
    if (model != null) {
      classes.add(model);
    }
    return classes;
  }
}
