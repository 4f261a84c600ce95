package io.lanistr.estimator;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.lanistr.testing.StageCase;
import io.lanistr.testing.StageContract;
import java.util.List;

/** Rows go through the network one at a time, so that equal rows give equal bits. */
class EstimatorStagesTest extends StageContract {
  @Override
  protected List<StageCase> cases() {
    return List.of(
        StageCase.of(
                new LanistrPretrainer()
                    .setSize("tiny")
                    .setEpochs(1)
                    .setInferenceBatchSize(1)
                    // No encoder: those score as saved within rounding only, see
                    // FrozenEncodersTest.
                    .setFrozenParts(new String[] {"projections"})
                    .setTableOutputCol("table_embedding"),
                LanistrPretrainedModel.class,
                () -> SyntheticRows.table(15, 1))
            .failingOnNulls("has no modality"),
        StageCase.of(
                new LanistrClassifier()
                    .setSize("tiny")
                    .setEpochs(1)
                    .setInferenceBatchSize(1)
                    .setThresholds(new double[] {0.5, 0.5}),
                LanistrClassificationModel.class,
                () -> SyntheticRows.table(15, 1))
            .failingOnNulls("has no modality"),
        StageCase.of(
                new LanistrRegressor().setSize("tiny").setEpochs(1).setInferenceBatchSize(1),
                LanistrRegressionModel.class,
                () -> SyntheticRows.table(15, 1))
            .failingOnNulls("has no modality"),
        StageCase.of(
                new LanistrMultilabelClassifier()
                    .setSize("tiny")
                    .setEpochs(1)
                    .setInferenceBatchSize(1),
                LanistrMultilabelModel.class,
                () -> SyntheticRows.table(15, 1).withColumn("label", array(col("label"), lit(1))))
            .failingOnNulls("has no modality"));
  }
}
