package io.lanistr.cluster;

import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.feature.MultimodalAssembler;
import io.lanistr.feature.TabularEncoder;
import io.lanistr.feature.TextTokenizer;
import io.lanistr.training.EpochSummary;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/**
 * How much cheaper an epoch is whose frozen text encoder (of BERT-base's sizes) ran once before.
 * Measures only; not part of the test run: {@code mvn -pl integration-tests -am test
 * -Dtest=FrozenEncoderBench -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class FrozenEncoderBench {
  private static final int ROWS = 320;

  @Test
  void secondsOfAnEpoch() {
    try (SparkSession spark =
        SparkSession.builder().master("local[2]").appName("bench").getOrCreate()) {
      Dataset<Row> raw =
          SyntheticRows.table(spark, ROWS, 0, 5)
              .withColumn(
                  "text",
                  functions.repeat(
                      functions.concat_ws(" ", functions.col("id"), functions.lit("x")), 12));
      Dataset<Row> rows = features().fit(raw).transform(raw).cache();
      double with = seconds(rows, true);
      double without = seconds(rows, false);
      System.out.printf(
          Locale.ROOT,
          "an epoch of %d rows: %.3f s with kept states, %.3f s with the encoder: %.1f times%n",
          ROWS,
          with,
          without,
          without / with);
    }
  }

  private static Pipeline features() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new TextTokenizer().setVocabularySize(300).setMaxTokens(64),
              new TabularEncoder()
                  .setNumericCols(new String[] {"num_size", "num_age"})
                  .setCategoricalCols(new String[] {"cat_kind"}),
              new MultimodalAssembler()
                  .setIdCol("id")
                  .setEmptyRows("drop")
                  .setTextCol("text_tokens")
                  .setTableCol("table")
            });
  }

  /** The median of the epochs after the first. */
  private static double seconds(Dataset<Row> rows, boolean kept) {
    List<EpochSummary> epochs =
        new LanistrPretrainer()
            .setSize("small")
            .setTextHiddenDim(768)
            .setTextLayers(12)
            .setTextHeads(12)
            .setFusionTokens("summary")
            .setTableSteps(0)
            .setTableOverviewDim(32)
            .setFrozenParts(new String[] {"text"})
            .setCacheFrozen(kept)
            .setBatchSize(64)
            .setEpochs(kept ? 9 : 3)
            .setOutputCol("")
            .fit(rows)
            .summary()
            .epochs();
    double[] later =
        epochs.subList(1, epochs.size()).stream()
            .mapToDouble(EpochSummary::seconds)
            .sorted()
            .toArray();
    return later[later.length / 2];
  }
}
