package io.lanistr.cluster.app;

import io.lanistr.estimator.LanistrPretrainedModel;
import io.lanistr.estimator.LanistrPretrainer;
import io.lanistr.feature.ImagePreprocessor;
import io.lanistr.feature.MultimodalAssembler;
import io.lanistr.feature.TextTokenizer;
import io.lanistr.feature.TimeSeriesAssembler;
import io.lanistr.training.MultimodalMetadata;
import io.lanistr.training.progress.StepProgress;
import io.lanistr.training.progress.StepTimes;
import io.lanistr.training.progress.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
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
 * the images, {@code tokens=} of a text, {@code compression=}, {@code micro=} rows at once, {@code
 * clip=}, {@code restarts=}; {@code text=only} leaves the other modalities out; {@code skewed=true}
 * puts all rows into one of nine partitions, {@code copies=} multiplies them; {@code plain=} trains
 * in so many threads of this JVM instead; {@code together=} trains so many times at once; {@code
 * stop=} ends the driver after that step.
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
      int tokens = Integer.parseInt(options.getOrDefault("tokens", "16"));
      Pipeline features = options.containsKey("text") ? texts(tokens) : features(tokens, side);
      Dataset<Row> rows = features.fit(raw).transform(raw);
      LanistrPretrainer pretrainer =
          new LanistrPretrainer()
              .setSize(options.getOrDefault("size", "tiny"))
              .setEpochs(Integer.parseInt(options.getOrDefault("epochs", "6")))
              .setBatchSize(Integer.parseInt(options.getOrDefault("batch", "24")))
              .setMicroBatchSize(Integer.parseInt(options.getOrDefault("micro", "0")))
              .setClipNorm(Double.parseDouble(options.getOrDefault("clip", "1")))
              .setMaxRestarts(Integer.parseInt(options.getOrDefault("restarts", "3")))
              .setOutputCol("")
              .setCompression(options.getOrDefault("compression", "none"))
              .setCheckpointDir(options.getOrDefault("checkpoints", ""))
              .setCheckpointInterval(Integer.parseInt(options.getOrDefault("interval", "4")));
      if (side > 32) {
        pretrainer.setImagePatchSize(side / 4);
      }
      if (options.containsKey("width")) {
        pretrainer.setHiddenDim(Integer.parseInt(options.get("width")));
      }
      int stop = Integer.parseInt(options.getOrDefault("stop", "" + Integer.MAX_VALUE));
      pretrainer.setListener(new Printer(stop));
      if (options.containsKey("plain")) {
        trainPlainly(pretrainer, rows, Integer.parseInt(options.get("plain")), stop);
        return;
      }
      if (options.containsKey("together")) {
        trainTogether(spark, pretrainer, rows, options);
        return;
      }
      LanistrPretrainedModel model = pretrainer.fit(rows);
      model.write().overwrite().save(options.get("model"));
    }
  }

  /** Trains several times at once, and tells what storage executors use before and after. */
  private static void trainTogether(
      SparkSession spark, LanistrPretrainer pretrainer, Dataset<Row> rows, Map<String, String> to)
      throws IOException {
    System.out.println("before: " + ExecutorStorage.used(spark));
    List<CompletableFuture<LanistrPretrainedModel>> trainings = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(to.get("together")); i++) {
      LanistrPretrainer one =
          pretrainer.copy(new ParamMap()).setCheckpointDir(pretrainer.getCheckpointDir() + "/" + i);
      trainings.add(CompletableFuture.supplyAsync(() -> one.fit(rows)));
    }
    for (CompletableFuture<LanistrPretrainedModel> training : trainings) {
      String suffix = training == trainings.get(0) ? "" : "-" + trainings.indexOf(training);
      training.join().write().overwrite().save(to.get("model") + suffix);
    }
    System.out.println("after: " + ExecutorStorage.used(spark));
  }

  /** Trains the same network in this JVM without Spark, for comparison. */
  private static void trainPlainly(
      LanistrPretrainer pretrainer, Dataset<Row> rows, int threads, int stop) {
    int all =
        pretrainer.getEpochs() * (int) Math.ceil((double) rows.count() / pretrainer.getBatchSize());
    int steps = Math.min(stop, all);
    int micro = pretrainer.getMicroBatchSize();
    String column = pretrainer.getMultimodalCol();
    PlainPretraining plain =
        new PlainPretraining(
            pretrainer.networkConfig(rows.schema()),
            MultimodalMetadata.of(rows.schema().apply(column)),
            threads);
    List<Row> values =
        rows.select(column).collectAsList().stream().map(row -> row.getStruct(0)).toList();
    plain.train(
        values, pretrainer.getBatchSize(), micro > 0 ? micro : pretrainer.getBatchSize(), steps);
  }

  private static TextTokenizer tokenizer(int tokens) {
    return new TextTokenizer().setVocabularySize(80).setMaxTokens(tokens);
  }

  private static Pipeline texts(int tokens) {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              tokenizer(tokens),
              new MultimodalAssembler()
                  .setIdCol("id")
                  .setEmptyRows("drop")
                  .setTextCol("text_tokens")
            });
  }

  private static Pipeline features(int tokens, int side) {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              tokenizer(tokens),
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
    private final int stop;
    private long last = System.nanoTime();

    Printer(int stop) {
      this.stop = stop;
    }

    @Override
    public void noted(String what) {
      System.out.println("noted: " + what);
    }

    @Override
    public void started(String what) {
      System.out.println("started: " + what);
    }

    private static String millis(StepTimes seconds) {
      return String.format(
          Locale.ROOT,
          "reading %.2f computing %.2f exchanging %.2f updating %.2f waiting %.2f",
          1e3 * seconds.reading(),
          1e3 * seconds.computing(),
          1e3 * seconds.exchanging(),
          1e3 * seconds.updating(),
          1e3 * seconds.waiting());
    }

    @Override
    public void stepFinished(StepProgress step) {
      long now = System.nanoTime();
      System.out.printf(
          "step %d of %d, loss %.6f, %.1f ms, %s%n",
          step.step(),
          step.steps(),
          step.losses().total(),
          (now - last) / 1e6,
          millis(step.times()));
      last = now;
      if (step.step() == stop) {
        System.out.flush();
        Runtime.getRuntime().halt(0);
      }
    }
  }
}
