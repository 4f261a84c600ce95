package io.lanistr.estimator;

import io.lanistr.training.progress.TrainingListener;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;

/**
 * What the estimators that learn from labels have in common, besides their Params: who they are and
 * whom they tell how training goes.
 *
 * @param <E> the estimator
 * @param <M> its model
 */
public abstract class NetworkEstimator<E extends NetworkEstimator<E, M>, M extends Model<M>>
    extends Estimator<M> implements FineTuner<E>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;
  private static final double WEIGHT_DECAY = 0.1;

  private final String uid;
  private final ParamRegistry registry;
  private transient TrainingListener listener;
  private transient Evaluator validationEvaluator;

  NetworkEstimator(String uid) {
    this.uid = uid;
    registry = new ParamRegistry(this);
    MultimodalInput.define(registry);
    InferenceParams.define(registry);
    SizeParams.define(registry);
    TrainingParams.define(registry);
    EarlyStoppingParams.define(registry, validationMetrics());
    define(registry);
    registry.setDefault("weightDecay", WEIGHT_DECAY);
    registry.applyDefaults();
    listener = TrainingLog.lines(uid);
  }

  /** Defines the estimator's own Params, those of {@link FineTuningParams} included. */
  abstract void define(ParamRegistry params);

  /** Names of metrics that validation rows can be judged by, the default first. */
  abstract List<String> validationMetrics();

  /** The evaluator of a metric, set to this stage's columns. */
  abstract Evaluator evaluator(String metric);

  /**
   * Judges networks by the validation rows; null if there are none. To be closed after training.
   *
   * @param labelled which rows have a label
   * @param model of a network, without this stage's Params
   */
  final Judge judge(
      FineTuning common, Dataset<?> dataset, Column labelled, Function<FittedNetwork, M> model) {
    if (getValidationIndicatorCol().isEmpty()) {
      return null;
    }
    return new Judge(
        this,
        common.validationRows(dataset, labelled),
        validationEvaluator == null ? evaluator(getValidationMetric()) : validationEvaluator,
        network -> copyValues(model.apply(network), new ParamMap()));
  }

  /** Training with this stage's Params, told to its listener. */
  final NetworkTraining training(FineTuning common) {
    return new NetworkTraining(this, common.input(), listener);
  }

  @Override
  public E copy(ParamMap extra) {
    return this.<E>defaultCopy(extra)
        .setListener(listener)
        .setValidationEvaluator(validationEvaluator);
  }

  /**
   * An evaluator of any kind in place of {@code validationMetric}: it sees the validation rows with
   * all their columns and those that this stage's model adds. Copies keep it, files don't. Null is
   * the default: {@code validationMetric} counts.
   */
  @SuppressWarnings("unchecked")
  public E setValidationEvaluator(Evaluator value) {
    validationEvaluator = value;
    return (E) this;
  }

  /**
   * Who is told how training goes; copies keep it, files don't. Default is a line in the log every
   * few seconds.
   */
  @SuppressWarnings("unchecked")
  public E setListener(TrainingListener value) {
    listener = value;
    return (E) this;
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ParamRegistry registry() {
    return registry;
  }
}
