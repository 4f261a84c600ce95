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

/**
 * Pretrains a tiny network and saves it; prints a line a step, so that others know when to disturb
 * it.
 *
 * <p>Arguments: {@code data=} and {@code model=} folders; {@code checkpoints=}, {@code interval=},
 * {@code epochs=}, {@code width=} of the fusion, {@code size=}; {@code skewed=true} puts all rows
 * into one of nine partitions.
 */
public final class Pretraining {
  private static final int BATCH = 24;

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
      Dataset<Row> rows = features().fit(raw).transform(raw);
      LanistrPretrainer pretrainer =
          new LanistrPretrainer()
              .setSize(options.getOrDefault("size", "tiny"))
              .setEpochs(Integer.parseInt(options.getOrDefault("epochs", "6")))
              .setBatchSize(BATCH)
              .setOutputCol("")
              .setCheckpointDir(options.getOrDefault("checkpoints", ""))
              .setCheckpointInterval(Integer.parseInt(options.getOrDefault("interval", "4")));
      if (options.containsKey("width")) {
        pretrainer.setHiddenDim(Integer.parseInt(options.get("width")));
      }
      pretrainer.setListener(new Printer());
      LanistrPretrainedModel model = pretrainer.fit(rows);
      model.write().overwrite().save(options.get("model"));
    }
  }

  private static Pipeline features() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new TextTokenizer().setVocabularySize(80).setMaxTokens(16),
              new ImagePreprocessor().setHeight(8).setWidth(8),
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
