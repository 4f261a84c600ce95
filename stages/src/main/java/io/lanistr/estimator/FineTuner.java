package io.lanistr.estimator;

/** The Params of an estimator that learns from labels. */
interface FineTuner<T>
    extends MultimodalInput<T>,
        InferenceParams<T>,
        FineTuningParams<T>,
        TrainingParams<T>,
        EarlyStoppingParams<T> {}
