package io.lanistr.pipeline.experiment;

import org.apache.spark.ml.PipelineModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What an experiment leaves behind.
 *
 * @param result the numbers
 * @param model from raw columns to predictions: LANISTR of the first seed
 * @param predictions id, label, prediction and probabilities (array of doubles) of the test rows by
 *     that model
 */
public record ExperimentOutcome(
    ExperimentResult result, PipelineModel model, Dataset<Row> predictions) {}
