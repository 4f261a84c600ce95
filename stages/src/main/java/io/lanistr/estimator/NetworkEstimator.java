package io.lanistr.estimator;

import io.lanistr.training.progress.TrainingListener;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;

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

  NetworkEstimator(String uid) {
    this.uid = uid;
    registry = new ParamRegistry(this);
    MultimodalInput.define(registry);
    InferenceParams.define(registry);
    SizeParams.define(registry);
    TrainingParams.define(registry);
    define(registry);
    registry.setDefault("weightDecay", WEIGHT_DECAY);
    registry.applyDefaults();
    listener = TrainingLog.lines(uid);
  }

  /** Defines the estimator's own Params, those of {@link FineTuningParams} included. */
  abstract void define(ParamRegistry params);

  /** Training with this stage's Params, told to its listener. */
  final NetworkTraining training(FineTuning common) {
    return new NetworkTraining(this, common.input(), listener);
  }

  @Override
  public E copy(ParamMap extra) {
    return this.<E>defaultCopy(extra).setListener(listener);
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
