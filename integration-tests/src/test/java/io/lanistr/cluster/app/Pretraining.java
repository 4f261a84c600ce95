package io.lanistr.cluster.app;

import io.lanistr.estimator.LanistrPretrainedModel;
import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.feature.ImagePreprocessor;
import io.lanistr.feature.MultimodalAssembler;
import io.lanistr.feature.TextTokenizer;
import io.lanistr.feature.TimeSeriesAssembler;
import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.TrainingListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Pretrains a tiny network and saves it; prints a line a step, so that others know when to disturb
 * it.
 *
 * <p>Arguments: {@code data=} and {@code model=} folders; {@code checkpoints=}, {@code interval=},
 * {@code epochs=}, {@code batch=}, {@code width=} of the fusion, {@code size=}, {@code side=} of
 * the images; {@code skewed=true} puts all rows into one of nine partitions, {@code copies=}
 * multiplies them.
 */
public final class Pretraining {
  private Pretraining() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> options = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      options.put(parts[0], parts[1]);
    }
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Dataset<Row> raw = spark.read().parquet(options.get("data"));
      if (options.containsKey("skewed")) {
        raw = raw.coalesce(1).union(raw.limit(0).repartition(8));
      }
      int copies = Integer.parseInt(options.getOrDefault("copies", "1"));
      if (copies > 1) {
        Dataset<Row> numbers = spark.range(copies).toDF("copy");
        raw =
            raw.crossJoin(numbers)
                .withColumn(
                    "id", functions.concat_ws("/", functions.col("id"), functions.col("copy")))
                .drop("copy");
      }
      int side = Integer.parseInt(options.getOrDefault("side", "8"));
      Dataset<Row> rows = features(side).fit(raw).transform(raw);
      LanistrPretrainer pretrainer =
          new LanistrPretrainer()
              .setSize(options.getOrDefault("size", "tiny"))
              .setEpochs(Integer.parseInt(options.getOrDefault("epochs", "6")))
              .setBatchSize(Integer.parseInt(options.getOrDefault("batch", "24")))
              .setOutputCol("")
              .setCheckpointDir(options.getOrDefault("checkpoints", ""))
              .setCheckpointInterval(Integer.parseInt(options.getOrDefault("interval", "4")));
      if (side > 32) {
        pretrainer.setImagePatchSize(side / 4);
      }
      if (options.containsKey("width")) {
        pretrainer.setHiddenDim(Integer.parseInt(options.get("width")));
      }
      pretrainer.setListener(new Printer());
      LanistrPretrainedModel model = pretrainer.fit(rows);
      model.write().overwrite().save(options.get("model"));
    }
  }

  private static Pipeline features(int side) {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new TextTokenizer().setVocabularySize(80).setMaxTokens(16),
              new ImagePreprocessor().setHeight(side).setWidth(side),
              new TimeSeriesAssembler().setMaxSteps(6),
              new MultimodalAssembler()
                  .setIdCol("id")
                  .setEmptyRows("drop")
                  .setTextCol("text_tokens")
                  .setImageCol("image_pixels")
                  .setSeriesCol("timeseries_grid")
            });
  }

  private static final class Printer implements TrainingListener {
    @Override
    public void noted(String what) {
      System.out.println("noted: " + what);
    }

    @Override
    public void started(String what) {
      System.out.println("started: " + what);
    }

    @Override
    public void stepFinished(StepProgress step) {
      System.out.printf(
          "step %d of %d, loss %.6f%n", step.step(), step.steps(), step.losses().total());
    }
  }
}
